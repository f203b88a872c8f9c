package io.deliverytracking.dbwriter.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one poll gave of one partition: every record from {@link #readFrom()} up to, but not including,
 * {@link #nextOffset()}. There may be fewer records than offsets: control records and compaction leave gaps,
 * also at both ends, which is why the range is told and never taken from the records.
 *
 * <p>Records are reached by index, so that an adapter needs no object of its own for each.
 */
public interface PartitionRead {
    /** The log that these offsets count in, as checked when the partition was taken over. */
    LogIdentity log();

    LogPartition partition();

    /** The position of the reader before the poll. */
    long readFrom();

    /** The position of the reader after the poll. */
    long nextOffset();

    /** Leader epoch of the last record, if the log tells. */
    @Nullable
    Integer leaderEpoch();

    int size();

    /**
     * Records {@code from} to {@code to - 1} as if polls had ended before each of them: a read of its own, which begins
     * where the slice before it ended. Offsets without a record belong to the slice of the record before them, or to the
     * first one.
     */
    PartitionRead slice(int from, int to);

    long offset(int index);

    /** The record timestamp in milliseconds since the epoch; negative if there is none. */
    long timestampMs(int index);

    byte @Nullable [] key(int index);

    byte @Nullable [] value(int index);

    /** Headers as text, for people who look at dead letters. */
    Map<String, String> headers(int index);

    /** Headers as they are, for dead letters only: name, value, name, value, and so on. A value may be null. */
    List<byte @Nullable []> rawHeaders(int index);

    /** The dead letter that the record says to be, sent again; null for every usual record. */
    @Nullable
    DeadLetterName redriven(int index);
}
