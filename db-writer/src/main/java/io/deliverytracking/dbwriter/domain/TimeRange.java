package io.deliverytracking.dbwriter.domain;

import java.time.Instant;

/**
 * What a time partition covers: from {@code start} up to, but not including, {@code end}.
 *
 * @param start inclusive
 * @param end exclusive
 */
public record TimeRange(Instant start, Instant end) {
    public TimeRange {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("empty range " + start + " to " + end);
        }
    }

    public boolean contains(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }
}
