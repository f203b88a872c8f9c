package io.deliverytracking.events.ledger;

/**
 * One rider's entry in a {@link SessionLedger}: a cursor over primitives, without an object per event.
 *
 * <p>Sequences run from 0 to {@link #sent()} - 1. Not thread-safe; {@link SessionLedger#forEachRider} moves one cursor.
 */
public final class RiderLedger {

    private final SlotSnapshot slots;
    private final LedgerExceptions exceptions;
    private int slot;

    RiderLedger(SlotSnapshot slots, LedgerExceptions exceptions) {
        this.slots = slots;
        this.exceptions = exceptions;
    }

    void moveTo(int slot) {
        this.slot = slot;
    }

    public int riderId() {
        return slots.riderId(slot);
    }

    /** How many sequences were handed to the producer, or were about to be: stored implies below this. */
    public int sent() {
        return slots.sent(slot);
    }

    public boolean isSent(int sequence) {
        return sequence >= 0 && sequence < sent();
    }

    /** Whether the broker acknowledged the event or a copy of it: it must be accounted for. */
    public boolean isAcknowledged(int sequence) {
        if (!isSent(sequence)) {
            return false;
        }
        long key = SortedKeys.key(slot, sequence);
        boolean settled =
                slots.isSettled(slot, sequence) || exceptions.settledAhead().contains(key);
        return settled && !exceptions.failed().contains(key)
                || exceptions.copiesAcknowledged().contains(key);
    }

    /** Sent, but whether it is stored is not known: failed, unanswered, or in flight when the process died. */
    public boolean isOutcomeUnknown(int sequence) {
        return isSent(sequence) && !isAcknowledged(sequence);
    }

    /** The first sequence from {@code from} on whose outcome is unknown, or -1. */
    public int nextOutcomeUnknown(int from) {
        int sent = sent();
        int sequence = Math.max(0, from);
        int certain = slots.settledUpTo(slot);
        while (sequence < sent) {
            if (sequence < certain) {
                sequence = nextFailed(sequence, certain);
                if (sequence == certain) {
                    continue;
                }
            }
            if (!isAcknowledged(sequence)) {
                return sequence;
            }
            sequence++;
        }
        return -1;
    }

    /** How many sequences are acknowledged. */
    public int acknowledged() {
        int unknown = 0;
        for (int s = nextOutcomeUnknown(0); s >= 0; s = nextOutcomeUnknown(s + 1)) {
            unknown++;
        }
        return sent() - unknown;
    }

    /** How many sequences were sent and never acknowledged. */
    public int outcomeUnknown() {
        return sent() - acknowledged();
    }

    /** Intentional duplicates of this event, beyond its first sending. */
    public int copiesSent(int sequence) {
        return exceptions.copiesSent().occurrences(SortedKeys.key(slot, sequence));
    }

    /** Of these, acknowledged. */
    public int copiesAcknowledged(int sequence) {
        return exceptions.copiesAcknowledged().occurrences(SortedKeys.key(slot, sequence));
    }

    /** Intentional duplicates over all events of this rider. */
    public int copiesSent() {
        return countOf(exceptions.copiesSent());
    }

    public int copiesAcknowledged() {
        return countOf(exceptions.copiesAcknowledged());
    }

    /** The fewest rows of this event that may be stored. */
    public int fewestCopies(int sequence) {
        return Math.max(isAcknowledged(sequence) ? 1 : 0, firstAcknowledged(sequence) + copiesAcknowledged(sequence));
    }

    /** The most rows of this event that may be stored. */
    public int mostCopies(int sequence) {
        return isSent(sequence) ? 1 + copiesSent(sequence) : 0;
    }

    private int firstAcknowledged(int sequence) {
        long key = SortedKeys.key(slot, sequence);
        boolean settled =
                slots.isSettled(slot, sequence) || exceptions.settledAhead().contains(key);
        return isSent(sequence) && settled && !exceptions.failed().contains(key) ? 1 : 0;
    }

    private int nextFailed(int from, int end) {
        SortedKeys failed = exceptions.failed();
        int index = failed.count() == 0 ? 0 : failed.lowerBound(SortedKeys.key(slot, from));
        if (index == failed.count() || failed.get(index) >= SortedKeys.key(slot, end)) {
            return end;
        }
        return (int) failed.get(index);
    }

    private int countOf(SortedKeys keys) {
        return keys.count() == 0
                ? 0
                : keys.lowerBound(SortedKeys.key(slot + 1, 0)) - keys.lowerBound(SortedKeys.key(slot, 0));
    }
}
