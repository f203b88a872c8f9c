package io.deliverytracking.traces;

import java.util.HashMap;
import java.util.Map;

/**
 * How dense fixes are where they are densest: an average over the whole span says little of a trace in which most riders end early.
 *
 * <p>Counts by intervals of a minute; where that makes too many of them, of twice as much, and so on. Memory: at most
 * {@link #MOST} counts. Times in any order.
 */
final class BusiestTime {

    private static final int MOST = 1_000;

    private final Map<Long, Long> counts = new HashMap<>();
    private long widthMs = 60_000;

    void add(long timeMs) {
        counts.merge(Math.floorDiv(timeMs, widthMs), 1L, Long::sum);
        while (counts.size() > MOST) {
            widen();
        }
    }

    /** Fixes a second in the densest interval. */
    double perSecond() {
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return most * 1e3 / widthMs;
    }

    private void widen() {
        widthMs *= 2;
        Map<Long, Long> narrow = new HashMap<>(counts);
        counts.clear();
        narrow.forEach((interval, count) -> counts.merge(Math.floorDiv(interval, 2L), count, Long::sum));
    }
}
