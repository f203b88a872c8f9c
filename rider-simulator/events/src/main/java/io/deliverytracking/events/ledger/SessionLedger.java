package io.deliverytracking.events.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of one session's ledger, for the reckoning.
 *
 * <p>Invariant: acknowledged and outcome unknown are disjoint, and together they are what was sent. A sequence whose
 * sending failed but of which a copy was acknowledged counts as acknowledged: it is stored.
 *
 * <p>Memory: 20 bytes a rider and 8 a record of the exceptions; nothing per event. Immutable after reading; any thread.
 *
 * <p>Failure: a file that is cut short or changed is a {@link LedgerCorruptException} from {@link LedgerDirectory#read}.
 * A ledger that was not closed (killed, or still being written) is no failure: see {@link #closed()}.
 */
public final class SessionLedger {

    private final LedgerHeader header;
    private final SlotSnapshot slots;
    private final LedgerExceptions exceptions;
    private final OrderLedger orders;
    private final SortedKeys slotsByRider = new SortedKeys();

    private SessionLedger(
            Path file, LedgerHeader header, SlotSnapshot slots, LedgerExceptions exceptions, OrderLedger orders) {
        this.header = header;
        this.slots = slots;
        this.exceptions = exceptions;
        this.orders = orders;
        for (int slot = 0; slot < slots.count(); slot++) {
            slotsByRider.add(SortedKeys.key(slots.riderId(slot), slot));
        }
        slotsByRider.sort();
        for (int i = 1; i < slotsByRider.count(); i++) {
            if (slotsByRider.get(i) >>> 32 == slotsByRider.get(i - 1) >>> 32) {
                throw new LedgerCorruptException(file, "rider " + (slotsByRider.get(i) >>> 32) + " has two slots");
            }
        }
    }

    static SessionLedger read(Path directory) throws IOException {
        Path file = directory.resolve(RiderFile.NAME);
        if (!Files.exists(file)) {
            throw new LedgerCorruptException(file, "is missing");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            if (length < RiderFile.HEADER_LENGTH) {
                throw new LedgerCorruptException(
                        file, "is cut short: " + length + " bytes, the header has " + RiderFile.HEADER_LENGTH);
            }
            // Two mappings: the header says how long the file must be, and a growing file may have become longer.
            LedgerHeader header = LedgerHeader.read(file, map(channel, RiderFile.HEADER_LENGTH));
            long needed = RiderFile.HEADER_LENGTH + (long) header.slots() * RiderFile.SLOT_LENGTH;
            if (header.slots() < 0 || channel.size() < needed || needed > Integer.MAX_VALUE) {
                throw new LedgerCorruptException(
                        file,
                        "is cut short: " + channel.size() + " bytes, " + header.slots() + " riders need " + needed);
            }
            SlotSnapshot slots = new SlotSnapshot(file, map(channel, needed), header);
            LedgerExceptions exceptions =
                    LedgerExceptions.read(directory.resolve(RiderFile.EXCEPTIONS_NAME), header, slots);
            OrderLedger orders = OrderLedger.read(directory.resolve(RiderFile.ORDERS_NAME), header);
            return new SessionLedger(file, header, slots, exceptions, orders);
        }
    }

    private static ByteBuffer map(FileChannel channel, long length) throws IOException {
        return channel.map(MapMode.READ_ONLY, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    public LedgerPlan plan() {
        return header.plan();
    }

    public long session() {
        return header.plan().session();
    }

    /** Whether the writer closed it: flushed its producer and sealed the files. */
    public boolean closed() {
        return header.closed();
    }

    /** Whether faults were asked for at any time, so that the order of a rider's events is nobody's promise. */
    public boolean disorderAllowed() {
        return header.disorderAllowed();
    }

    /** Milliseconds since the epoch; 0 unless closed. */
    public long closedAtMs() {
        return header.closed() ? header.closedAtMs() : 0;
    }

    /** Events that the open-loop schedule demanded, whether they could be sent in time or not. */
    public long intended() {
        return header.intended();
    }

    /** Up to when {@link #intended()} counts; milliseconds since the epoch. */
    public long intendedUntilMs() {
        return header.intendedUntilMs();
    }

    /** How many riders ever sent something, or got ready to. */
    public int riders() {
        return slots.count();
    }

    /** Visits the riders by ascending id. The entry is one object that moves on: take numbers from it, don't keep it. */
    public void forEachRider(Consumer<RiderLedger> visitor) {
        RiderLedger entry = new RiderLedger(slots, exceptions);
        for (int i = 0; i < slotsByRider.count(); i++) {
            entry.moveTo((int) slotsByRider.get(i));
            visitor.accept(entry);
        }
    }

    /** The entry of one rider, or null if this session never had that rider. */
    public @Nullable RiderLedger rider(int riderId) {
        int index = slotsByRider.lowerBound(SortedKeys.key(riderId, 0));
        if (index == slotsByRider.count() || slotsByRider.get(index) >>> 32 != riderId) {
            return null;
        }
        RiderLedger entry = new RiderLedger(slots, exceptions);
        entry.moveTo((int) slotsByRider.get(index));
        return entry;
    }

    /** How many sequences the rider has sent; 0 for a rider that is not of this session. */
    public int sent(int riderId) {
        RiderLedger rider = rider(riderId);
        return rider == null ? 0 : rider.sent();
    }

    /** Whether the event is acknowledged, and so has to be stored, dead-lettered or counted as expired. */
    public boolean isAcknowledged(int riderId, int sequence) {
        RiderLedger rider = rider(riderId);
        return rider != null && rider.isAcknowledged(sequence);
    }

    /** Sums over all riders; walks them once. */
    public LedgerTotals totals() {
        long[] sums = new long[2];
        forEachRider(rider -> {
            sums[0] += rider.sent();
            sums[1] += rider.acknowledged();
        });
        return new LedgerTotals(
                header.intended(),
                sums[0],
                sums[1],
                sums[0] - sums[1],
                exceptions.failed().count(),
                exceptions.copiesSent().count(),
                exceptions.copiesAcknowledged().count());
    }

    /** The order updates of this session. */
    public OrderLedger orders() {
        return orders;
    }
}
