package io.deliverytracking.dbwriter.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where reading a partition begins.
 *
 * @param log the log being read
 * @param partition the partition's number
 * @param kind what has to be written down before the first read
 * @param storedOffset the offset stored so far; 0 for {@link Kind#FIRST_TIME}, of which nothing is
 * @param offset the first offset to read
 * @param leaderEpoch the leader epoch of the record before it, if known
 */
public record StartingPoint(
        LogIdentity log,
        int partition,
        Kind kind,
        long storedOffset,
        long offset,
        @Nullable Integer leaderEpoch) {

    /** Why reading begins where it does. */
    public enum Kind {
        /**
         * Nothing was ever stored of this log: from its start, which is stored before reading. Retention may have
         * removed the first records already: a gap like any other.
         */
        FIRST_TIME,
        /** From the stored offset. */
        RESUME,
        /** Retention removed {@code storedOffset} to {@code offset - 1} unread: the gap is stored, reading goes on. */
        AFTER_GAP
    }

    /** How many offsets were lost to retention: {@code storedOffset} to {@code offset - 1}. */
    public long missed() {
        return offset - storedOffset;
    }

    public LogPartition logPartition() {
        return new LogPartition(log.topic(), partition);
    }
}
