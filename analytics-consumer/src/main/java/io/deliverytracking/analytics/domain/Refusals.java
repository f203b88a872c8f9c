package io.deliverytracking.analytics.domain;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Refused events by the second in which they are said to have happened, for windows that will still be closed.
 *
 * <p>Bounds: {@link #MAX_SECONDS} seconds, of more the earliest; what clocks far ahead say beyond is in the totals only.
 *
 * <p>Not thread-safe.
 */
final class Refusals {

    /** More than the five hours that a clock may be ahead before it is a typing error; 2 MB. */
    static final int MAX_SECONDS = 20_000;

    private final NavigableMap<Long, Refused> bySecond = new TreeMap<>();

    void add(long second, Refused refused) {
        bySecond.merge(second, refused, Refused::plus);
        if (bySecond.size() > MAX_SECONDS) {
            bySecond.pollLastEntry();
        }
    }

    /** Of a window of this size that starts at {@code second}. */
    Refused in(WindowSize size, long second) {
        Refused sum = Refused.NONE;
        for (Refused refused : bySecond.subMap(second, second + size.seconds()).values()) {
            sum = sum.plus(refused);
        }
        return sum;
    }

    void forgetBefore(long second) {
        bySecond.headMap(second).clear();
    }
}
