package io.deliverytracking.events.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Byte layout of {@code riders.ledger}: a header of 4096 bytes, then slots in the order in which riders first appeared.
 *
 * <pre>
 *  offset  header, little-endian
 *       0  magic "DTLEDGER"                        (8)   written once,
 *       8  format version 1 (4) | slot length 24   (4)   covered by the CRC
 *      16  session                                 (8)
 *      24  started at, ms since the epoch          (8)
 *      32  riders at the start                     (4)
 *      36  acks                                    (4)
 *      40  rate per rider in Hz, IEEE 754          (8)
 *      48  CRC-32C of bytes 0 to 47 (4) | zero     (4)
 *      56  state: 1 open, 2 closed (4) | slots     (4)   written in place
 *      64  events that the schedule intended       (8)
 *      72  up to this time, ms since the epoch     (8)
 *      80  closed at, ms since the epoch           (8)   written by close
 *      88  records in exceptions.ledger            (8)
 *      96  records in orders.ledger                (8)
 *     104  CRC-32C of all slots                    (4)
 *     108  1: events may be out of order, else 0   (4)   written in place, at most once
 *
 *  offset  slot
 *       0  rider id                                (4)   before the slot is counted in the header
 *       4  sent: the next sequence                 (4)   sender
 *       8  settled up to: the first open sequence  (4)   acknowledging side
 *      12  zero                                    (4)
 *      16  window                                  (8)   acknowledging side; see {@link SettledWindow}
 * </pre>
 *
 * <p>"Settled" is acknowledged or failed; the failed ones are listed in {@code exceptions.ledger}.
 */
final class RiderFile {

    static final String NAME = "riders.ledger";
    static final String EXCEPTIONS_NAME = "exceptions.ledger";
    static final String ORDERS_NAME = "orders.ledger";

    static final long MAGIC = 0x52_45_47_44_45_4c_54_44L; // "DTLEDGER", first letter in the lowest byte
    static final int FORMAT_VERSION = 1;
    static final int HEADER_LENGTH = 4096;

    static final int MAGIC_AT = 0;
    static final int FORMAT_VERSION_AT = 8;
    static final int SLOT_LENGTH_AT = 12;
    static final int SESSION_AT = 16;
    static final int STARTED_AT = 24;
    static final int RIDERS_AT = 32;
    static final int ACKS_AT = 36;
    static final int RATE_AT = 40;
    static final int PLAN_CRC_AT = 48;
    static final int STATE_AT = 56;
    static final int SLOTS_AT = 60;
    static final int INTENDED_AT = 64;
    static final int INTENDED_UNTIL_AT = 72;
    static final int CLOSED_AT = 80;
    static final int EXCEPTIONS_AT = 88;
    static final int ORDERS_AT = 96;
    static final int SLOTS_CRC_AT = 104;
    static final int DISORDER_AT = 108;

    static final int OPEN = 1;
    static final int CLOSED = 2;

    static final int SLOT_LENGTH = 24;
    static final int RIDER_ID_IN_SLOT = 0;
    static final int SENT_IN_SLOT = 4;
    static final int SETTLED_IN_SLOT = 8;
    static final int WINDOW_IN_SLOT = 16;

    /** Aligned views: each access is one load or store, so no reader ever sees half a word. */
    static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private RiderFile() {}

    static int planCrc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, PLAN_CRC_AT));
        return (int) crc.getValue();
    }
}
