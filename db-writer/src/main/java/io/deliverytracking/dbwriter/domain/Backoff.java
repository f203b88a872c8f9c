package io.deliverytracking.dbwriter.domain;

import java.time.Duration;

/**
 * Pauses that double from {@code first} to {@code longest}.
 *
 * <p>Without jitter: one writer a partition waits here, so there is no herd to scatter.
 *
 * @param first the pause after the first failure
 * @param longest no pause is longer
 */
public record Backoff(Duration first, Duration longest) {
    public Backoff {
        if (first.isZero() || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("backoff from " + first + " to " + longest);
        }
    }

    /** The pause after {@code failures} failures in a row, at least one. */
    public Duration pauseAfter(int failures) {
        // 20 doublings of a millisecond are 17 minutes: enough for any limit, and no overflow.
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 20));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
