package io.deliverytracking.dbwriter.domain;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code ingest_offset}: everything below {@code nextOffset} of this partition is in the database,
 * committed together with it.
 *
 * @param log which log the offset counts in
 * @param partition the partition's number
 * @param nextOffset the first offset that is not stored
 * @param leaderEpoch the leader epoch of the last record stored; absent before the first
 */
public record StoredOffset(
        LogIdentity log,
        int partition,
        long nextOffset,
        @Nullable Integer leaderEpoch) {}
