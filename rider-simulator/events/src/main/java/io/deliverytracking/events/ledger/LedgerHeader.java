package io.deliverytracking.events.ledger;

import static io.deliverytracking.events.ledger.RiderFile.INT;
import static io.deliverytracking.events.ledger.RiderFile.LONG;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The header of {@code riders.ledger} as read once; refuses what no writer of this format can have left. */
record LedgerHeader(
        LedgerPlan plan,
        boolean closed,
        boolean disorderAllowed,
        int slots,
        long intended,
        long intendedUntilMs,
        long closedAtMs,
        long exceptions,
        long orders,
        int slotsCrc) {

    static LedgerHeader read(Path file, ByteBuffer bytes) {
        if (bytes.getLong(RiderFile.MAGIC_AT) != RiderFile.MAGIC) {
            throw new LedgerCorruptException(file, "does not begin like a ledger");
        }
        int version = bytes.getInt(RiderFile.FORMAT_VERSION_AT);
        if (version != RiderFile.FORMAT_VERSION) {
            throw new LedgerCorruptException(
                    file, "has format version " + version + ", this reader knows " + RiderFile.FORMAT_VERSION);
        }
        if (bytes.getInt(RiderFile.PLAN_CRC_AT) != RiderFile.planCrc(bytes)
                || bytes.getInt(RiderFile.SLOT_LENGTH_AT) != RiderFile.SLOT_LENGTH) {
            throw new LedgerCorruptException(file, "has a header that does not match its checksum");
        }
        // State first: what is read after "closed" is what close left.
        int state = (int) INT.getAcquire(bytes, RiderFile.STATE_AT);
        if (state != RiderFile.OPEN && state != RiderFile.CLOSED) {
            throw new LedgerCorruptException(file, "is in state " + state + ", neither open nor closed");
        }
        LedgerPlan plan = new LedgerPlan(
                bytes.getLong(RiderFile.SESSION_AT),
                bytes.getLong(RiderFile.STARTED_AT),
                bytes.getInt(RiderFile.RIDERS_AT),
                bytes.getDouble(RiderFile.RATE_AT),
                bytes.getInt(RiderFile.ACKS_AT));
        return new LedgerHeader(
                plan,
                state == RiderFile.CLOSED,
                (int) INT.getAcquire(bytes, RiderFile.DISORDER_AT) != 0,
                (int) INT.getAcquire(bytes, RiderFile.SLOTS_AT),
                (long) LONG.getAcquire(bytes, RiderFile.INTENDED_AT),
                (long) LONG.getAcquire(bytes, RiderFile.INTENDED_UNTIL_AT),
                bytes.getLong(RiderFile.CLOSED_AT),
                bytes.getLong(RiderFile.EXCEPTIONS_AT),
                bytes.getLong(RiderFile.ORDERS_AT),
                bytes.getInt(RiderFile.SLOTS_CRC_AT));
    }
}
