package io.deliverytracking.dbwriter.domain;

/** The reader of the log, as far as the ingest may steer it. */
@FunctionalInterface
public interface LogReader {
    /**
     * Has the partition read again from its stored offset, if this process still owns it. What was read before and
     * is still on its way will not be delivered any more.
     *
     * <p>Returns without waiting for the reader.
     */
    void readAgain(LogPartition partition);
}
