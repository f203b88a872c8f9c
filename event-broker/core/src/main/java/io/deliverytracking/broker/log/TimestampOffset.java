package io.deliverytracking.broker.log;

/**
 * A record found by its timestamp.
 *
 * @param timestampMs the record's timestamp
 * @param offset its offset
 * @param leaderEpoch the leader epoch of its batch
 */
public record TimestampOffset(long timestampMs, long offset, int leaderEpoch) {}
