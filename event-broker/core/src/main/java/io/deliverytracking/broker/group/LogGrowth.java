package io.deliverytracking.broker.group;

import java.util.function.LongSupplier;

/**
 * Counts the records of a log, and says when there are {@link #GROWTH} for each that lives.
 *
 * <p>To count those that live takes a walk through all groups, so it is done rarely. A record makes the log longer by one
 * and ends one that lives at most: as long as {@code 5 k < 4 live - records}, {@code k} more records change nothing.
 *
 * <p>Threading: confined to the lane of the partition.
 */
final class LogGrowth {

    /** Records in the log for each that lives, when it is time: the price of a start against that of restating. */
    static final int GROWTH = 4;

    private final int smallestLog;
    private final LongSupplier liveRecords;
    private long records;
    private long countAgainAt;

    /**
     * @param smallestLog as long as there are fewer records it is never time
     * @param liveRecords how many records it takes to say all that is durable
     */
    LogGrowth(int smallestLog, LongSupplier liveRecords) {
        this.smallestLog = smallestLog;
        this.liveRecords = liveRecords;
    }

    /** So many more records are in the log. */
    void onWritten(int more) {
        records += more;
    }

    /** From here on the records before count no more. */
    void beginAnew() {
        records = 0;
        countAgainAt = 0;
    }

    boolean isTime() {
        if (records < smallestLog || records < countAgainAt) {
            return false;
        }
        long missing = GROWTH * liveRecords.getAsLong() - records;
        countAgainAt = records + Math.max(1, missing / (GROWTH + 1));
        return missing <= 0;
    }
}
