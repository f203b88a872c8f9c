package io.deliverytracking.events.ledger;

/**
 * Byte layout of {@code exceptions.ledger} and {@code orders.ledger}: records of 16 bytes without a header, then zeros.
 *
 * <pre>
 *  offset  record, little-endian
 *       0  kind (8 bits) | check of the other fields (24 bits)   (4)   stored last: zero means "end of the records"
 *       4  zero                                                  (4)
 *       8  subject                                               (4)
 *      12  detail                                                (4)
 *
 *  kind                        subject                    detail
 *   1 FAILED                   slot in riders.ledger      sequence: sent, outcome unknown
 *   2 SETTLED_AHEAD            slot                       sequence: acknowledged beyond the window
 *   3 COPY_SENT                slot                       sequence: about to be sent once more, on purpose
 *   4 COPY_ACKNOWLEDGED        slot                       sequence: one such copy is acknowledged
 *   5 ORDER_SENT               order number in session    state: about to be sent
 *   6 ORDER_ACKNOWLEDGED       order number               state
 *   7 ORDER_FAILED             order number               state: sent, outcome unknown
 * </pre>
 *
 * <p>The order number is the order id less {@link #firstOrderId}.
 */
final class RecordFile {

    static final int RECORD_LENGTH = 16;
    static final int TAG_AT = 0;
    static final int SUBJECT_AT = 8;
    static final int DETAIL_AT = 12;

    static final int FAILED = 1;
    static final int SETTLED_AHEAD = 2;
    static final int COPY_SENT = 3;
    static final int COPY_ACKNOWLEDGED = 4;
    static final int ORDER_SENT = 5;
    static final int ORDER_ACKNOWLEDGED = 6;
    static final int ORDER_FAILED = 7;

    private RecordFile() {}

    /** The first word of a record; never zero, because kinds are not. */
    static int tag(int kind, int subject, int detail) {
        int check = (subject * 31 + detail) * 31 + kind;
        check ^= check >>> 15;
        check *= 0x2c1b3c6d;
        check ^= check >>> 12;
        return check << 8 | kind;
    }

    static int kindOf(int tag) {
        return tag & 0xff;
    }

    /** Order ids of a session start here: the session's seconds, shifted to leave room for 4 million orders. */
    static long firstOrderId(long session) {
        return session / 1000 << 22;
    }
}
