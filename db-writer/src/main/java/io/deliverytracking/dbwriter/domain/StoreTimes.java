package io.deliverytracking.dbwriter.domain;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a row costs the writer in waiting for the database: lately, and at the best that it has known. The difference is
 * what the database does besides, or can't do any more.
 *
 * <p>Kept as sums over stretches of {@value #STRETCH_S} s, {@value #STRETCHES} of them.
 *
 * <p>Threading: confined to whoever owns it. Times are those of one monotonic clock, in nanoseconds.
 */
final class StoreTimes {
    private static final int STRETCH_S = 10;

    /** Ten minutes: what was possible with last hour's partitions or neighbours is no measure. */
    private static final int STRETCHES = 60;

    /** Below, a stretch says more about the cost of a transaction than about that of a row. */
    private static final long TELLING_ROWS = 5_000;

    private final long[] stretch = new long[STRETCHES];
    private final long[] rows = new long[STRETCHES];
    private final long[] storeNs = new long[STRETCHES];

    StoreTimes() {
        Arrays.fill(stretch, Long.MIN_VALUE);
    }

    void add(long nowNs, int count, long elapsedNs) {
        int slot = slot(nowNs);
        if (stretch[slot] != stretch(nowNs)) {
            stretch[slot] = stretch(nowNs);
            rows[slot] = 0;
            storeNs[slot] = 0;
        }
        rows[slot] += count;
        storeNs[slot] += elapsedNs;
    }

    /** Nanoseconds a row in the present stretch and the one before; NaN if there was none. */
    double recentRowNs(long nowNs) {
        long count = 0;
        long elapsedNs = 0;
        for (int slot = 0; slot < STRETCHES; slot++) {
            if (stretch[slot] >= stretch(nowNs) - 1) {
                count += rows[slot];
                elapsedNs += storeNs[slot];
            }
        }
        return count == 0 ? Double.NaN : (double) elapsedNs / count;
    }

    /** Nanoseconds a row in the best stretch of those with rows enough to tell; NaN if there was none. */
    double bestRowNs(long nowNs) {
        double best = Double.NaN;
        for (int slot = 0; slot < STRETCHES; slot++) {
            if (stretch[slot] > stretch(nowNs) - STRETCHES && rows[slot] >= TELLING_ROWS) {
                double here = (double) storeNs[slot] / rows[slot];
                best = Double.isNaN(best) ? here : Math.min(best, here);
            }
        }
        return best;
    }

    private static long stretch(long nowNs) {
        return Math.floorDiv(nowNs, TimeUnit.SECONDS.toNanos(STRETCH_S));
    }

    private static int slot(long nowNs) {
        return (int) Math.floorMod(stretch(nowNs), (long) STRETCHES);
    }
}
