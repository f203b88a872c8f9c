package io.deliverytracking.analytics.domain;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Refused events by the second in which they are said to have happened, for windows that will be closed, or closed again
 * after a restart.
 *
 * <p>Bounds: {@link #MAX_SECONDS} seconds, of more the earliest; what clocks far ahead say beyond is in the totals only.
 *
 * <p>Not thread-safe.
 */
public final class Refusals {

    /** More than the five hours that a clock may be ahead before it is a typing error; 2 MB. */
    static final int MAX_SECONDS = 20_000;

    private final NavigableMap<Long, Refused> bySecond = new TreeMap<>();

    /** What has changed since the last call of {@link #takeChanged()}. */
    private final NavigableSet<Long> changed = new TreeSet<>();

    void add(long second, Refused refused) {
        bySecond.merge(second, refused, Refused::plus);
        changed.add(second);
        if (bySecond.size() > MAX_SECONDS) {
            changed.remove(bySecond.pollLastEntry().getKey());
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

    /** Takes over what an earlier life knew of a second. */
    public void restore(long second, Refused refused) {
        bySecond.put(second, refused);
        if (bySecond.size() > MAX_SECONDS) {
            bySecond.pollFirstEntry();
        }
    }

    /** The seconds that have changed since the last call. */
    public Map<Long, Refused> takeChanged() {
        Map<Long, Refused> taken = new TreeMap<>(bySecond);
        taken.keySet().retainAll(changed);
        changed.clear();
        return taken;
    }

    /** All seconds; nothing has changed after this. */
    public Map<Long, Refused> takeAll() {
        changed.clear();
        return new TreeMap<>(bySecond);
    }

    void forgetBefore(long second) {
        bySecond.headMap(second).clear();
        changed.headSet(second).clear();
    }
}
