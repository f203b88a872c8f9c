package io.deliverytracking.dbwriter.domain;

import java.util.Arrays;

/**
 * Events a second over the last whole seconds, from a ring of counters, one a second.
 *
 * <p>Threading: thread-safe.
 */
public final class RateWindow {
    private final long[] counts;
    private final long[] seconds;

    /** Averages over {@code windowSeconds} whole seconds. */
    public RateWindow(int windowSeconds) {
        // One more for the second that is still filling.
        counts = new long[windowSeconds + 1];
        seconds = new long[windowSeconds + 1];
        Arrays.fill(seconds, -1);
    }

    public synchronized void add(long nowMs, long count) {
        long second = nowMs / 1000;
        int slot = (int) (second % counts.length);
        if (seconds[slot] != second) {
            seconds[slot] = second;
            counts[slot] = 0;
        }
        counts[slot] += count;
    }

    public synchronized double perSecond(long nowMs) {
        long current = nowMs / 1000;
        long oldest = current - (counts.length - 1);
        long total = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            if (seconds[slot] >= oldest && seconds[slot] < current) {
                total += counts[slot];
            }
        }
        return (double) total / (counts.length - 1);
    }
}
