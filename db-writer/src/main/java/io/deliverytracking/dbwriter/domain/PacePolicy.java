package io.deliverytracking.dbwriter.domain;

/** Who gives way when the database can't serve both at their best. */
public enum PacePolicy {
    /** The writer, as long as its lag allows: the others' latency stays within a bound. */
    FOREGROUND_FIRST,
    /** The others: the writer stores as fast as it can. */
    LAG_FIRST
}
