package io.deliverytracking.location.live;

import org.HdrHistogram.Histogram;

/**
 * How old the positions were that were sent within the last {@value #WINDOW_MS} ms at least, and at most twice that: two
 * histograms by turns.
 *
 * <p>Threading: guarded by this object's monitor; the writer comes once a frame.
 */
final class RecentAges {

    private static final long WINDOW_MS = 10_000;
    private static final int SIGNIFICANT_DIGITS = 2;

    private Histogram current = new Histogram(SIGNIFICANT_DIGITS);
    private Histogram previous = new Histogram(SIGNIFICANT_DIGITS);
    private long sinceMs;

    synchronized void add(long ageMs, int count) {
        current.recordValueWithCount(ageMs, count);
    }

    /** Lets go of what is too old. */
    synchronized void turn(long nowMs) {
        long turnedMs = nowMs - sinceMs;
        // Below 0 the clock has been set back.
        if (turnedMs >= 0 && turnedMs < WINDOW_MS) {
            return;
        }
        Histogram oldest = previous;
        previous = current;
        current = oldest;
        current.reset();
        if (turnedMs < 0 || turnedMs >= 2 * WINDOW_MS) {
            previous.reset();
        }
        sinceMs = nowMs;
    }

    /** All of them. */
    synchronized Histogram copy(long nowMs) {
        turn(nowMs);
        Histogram all = current.copy();
        all.add(previous);
        return all;
    }
}
