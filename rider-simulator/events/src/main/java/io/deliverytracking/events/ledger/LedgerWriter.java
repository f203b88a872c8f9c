package io.deliverytracking.events.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the ledger of one session.
 *
 * <p>Invariant, at every instant and therefore after {@code kill -9}: whatever was handed to the producer is counted as
 * sent, and whatever is told as acknowledged has been acknowledged.
 *
 * <p>Threading: {@link #addRider}, {@link #nextSequence} and {@link #intended} belong to the sender, one thread. All
 * other methods may be called by any thread at any time (a producer calls back on its own thread, or on the sender's
 * when a send fails at once).
 *
 * <p>Cost: about 10 ns to count a sequence, 30 ns to settle one; no system call and no allocation but for a new chunk.
 *
 * <p>Ownership: owns its files and closes them in {@link #close()}; after that every call is refused.
 *
 * <p>Failure: a full disk is an {@link java.io.UncheckedIOException} when a file has to grow; the caller must stop
 * sending, because it can no longer account for it.
 */
public final class LedgerWriter implements Closeable {

    private final LedgerPlan plan;
    private final Path directory;
    private final RiderSlots slots;
    private final RecordAppender exceptions;
    private final RecordAppender orders;

    /** Settled beyond the window of their slot, as slot and sequence; almost always empty. Guarded by this. */
    private final Set<Long> settledAhead = new HashSet<>();

    private volatile boolean closed;

    LedgerWriter(Path directory, LedgerPlan plan) throws IOException {
        this.plan = plan;
        this.directory = directory;
        this.exceptions = new RecordAppender(directory.resolve(RiderFile.EXCEPTIONS_NAME));
        this.orders = new RecordAppender(directory.resolve(RiderFile.ORDERS_NAME));
        // Last: a directory without this file is a session that never began.
        this.slots = new RiderSlots(directory, plan);
    }

    public LedgerPlan plan() {
        return plan;
    }

    public Path directory() {
        return directory;
    }

    /** The id of this session's order number {@code n}, counted from 1. */
    public long orderId(int n) {
        return RecordFile.firstOrderId(plan.session()) + n;
    }

    /** Gives a rider a slot; slots count from 0 in the order of these calls. A rider must be added once. */
    public int addRider(int riderId) {
        if (riderId < 1) {
            throw new IllegalArgumentException("rider id " + riderId + " is below 1");
        }
        requireOpen();
        return slots.add(riderId);
    }

    /** How many riders have a slot. */
    public int riders() {
        return slots.count();
    }

    /** Counts one more event of this rider as sent and gives its sequence. Call it before the event is sent. */
    public int nextSequence(int slot) {
        requireOpen();
        // A slot beyond the last would be written, and never read.
        Objects.checkIndex(slot, slots.count());
        int sequence = slots.sent(slot);
        slots.setSent(slot, sequence + 1);
        return sequence;
    }

    /** How many events the open-loop schedule has demanded so far, and up to which time. */
    public void intended(long events, long untilMs) {
        requireOpen();
        slots.setIntended(events, untilMs);
    }

    /**
     * From now on a rider's events may leave in another order than that of their sequences: a fault was asked for. Call it before
     * the first one does; there is no way back in this session.
     */
    public void allowDisorder() {
        requireOpen();
        slots.setDisorder();
    }

    /** The broker has acknowledged this event. */
    public synchronized void acknowledged(int slot, int sequence) {
        requireOpen();
        settle(slot, sequence, true);
    }

    /** Sending this event has failed: whether it is stored is unknown. */
    public synchronized void failed(int slot, int sequence) {
        requireOpen();
        exceptions.append(RecordFile.FAILED, slot, sequence);
        settle(slot, sequence, false);
    }

    /** An event that was sent before is about to be sent once more, on purpose. */
    public synchronized void copySent(int slot, int sequence) {
        requireOpen();
        exceptions.append(RecordFile.COPY_SENT, slot, sequence);
    }

    /** The broker has acknowledged one such copy. */
    public synchronized void copyAcknowledged(int slot, int sequence) {
        requireOpen();
        exceptions.append(RecordFile.COPY_ACKNOWLEDGED, slot, sequence);
    }

    /** The update of this order to this state (its number in the schema) is about to be sent. */
    public synchronized void orderSent(long orderId, int state) {
        requireOpen();
        orders.append(RecordFile.ORDER_SENT, orderNumber(orderId), state);
    }

    /** The broker has acknowledged the update of this order to this state. */
    public synchronized void orderAcknowledged(long orderId, int state) {
        requireOpen();
        orders.append(RecordFile.ORDER_ACKNOWLEDGED, orderNumber(orderId), state);
    }

    /** Sending the update of this order to this state has failed: whether it is stored is unknown. */
    public synchronized void orderFailed(long orderId, int state) {
        requireOpen();
        orders.append(RecordFile.ORDER_FAILED, orderNumber(orderId), state);
    }

    /** Seals the ledger and forces it to disk. What was not told as acknowledged by now stays unknown. */
    @Override
    public void close() throws IOException {
        close(System.currentTimeMillis());
    }

    synchronized void close(long nowMs) throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        exceptions.close();
        orders.close();
        slots.seal(nowMs, exceptions.count(), orders.count());
        slots.close();
    }

    private void settle(int slot, int sequence, boolean tellIfAhead) {
        int settledUpTo = slots.settledUpTo(slot);
        if (sequence < settledUpTo) {
            return;
        }
        if (sequence - settledUpTo >= SettledWindow.SIZE) {
            if (tellIfAhead) {
                exceptions.append(RecordFile.SETTLED_AHEAD, slot, sequence);
            }
            settledAhead.add(key(slot, sequence));
            return;
        }
        long window = SettledWindow.settle(slots.window(slot), sequence);
        slots.setWindow(slot, window);
        if (sequence == settledUpTo) {
            moveOn(slot, window, settledUpTo);
        }
    }

    private void moveOn(int slot, long window, int settledUpTo) {
        int open = SettledWindow.firstOpen(window, settledUpTo);
        slots.setSettledUpTo(slot, open);
        while (!settledAhead.isEmpty() && settledAhead.remove(key(slot, open))) {
            window = SettledWindow.settle(window, open);
            slots.setWindow(slot, window);
            open = SettledWindow.firstOpen(window, open);
            slots.setSettledUpTo(slot, open);
        }
    }

    private int orderNumber(long orderId) {
        long number = orderId - RecordFile.firstOrderId(plan.session());
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("order " + orderId + " is not of session " + plan.session());
        }
        return (int) number;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the ledger of session " + plan.session() + " is closed");
        }
    }

    private static long key(int slot, int sequence) {
        return (long) slot << 32 | sequence;
    }
}
