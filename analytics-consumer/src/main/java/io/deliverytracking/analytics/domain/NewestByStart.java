package io.deliverytracking.analytics.domain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the newest windows of one size, by their start in milliseconds since the epoch.
 *
 * <p>Threading: one writer, any number of readers.
 */
final class NewestByStart<V> {

    private final int capacity;
    private final ConcurrentSkipListMap<Long, V> byStart = new ConcurrentSkipListMap<>();

    /** Written by the writer alone: the map would walk its list to count. */
    private int size;

    NewestByStart(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
    }

    void put(long startMs, V value) {
        if (byStart.put(startMs, value) == null && ++size > capacity) {
            byStart.pollFirstEntry();
            size--;
        }
    }

    @Nullable
    V at(long startMs) {
        return byStart.get(startMs);
    }

    @Nullable
    V latest() {
        Map.Entry<Long, V> latest = byStart.lastEntry();
        return latest == null ? null : latest.getValue();
    }

    Collection<V> newestFirst(long fromMs, long toMs) {
        return fromMs < toMs ? byStart.subMap(fromMs, toMs).descendingMap().values() : List.of();
    }
}
