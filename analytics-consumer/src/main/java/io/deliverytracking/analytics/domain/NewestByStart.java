package io.deliverytracking.analytics.domain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
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

    /** Starts of what has changed since the writer asked last; all of them are in the map. */
    private final NavigableSet<Long> changed = new TreeSet<>();

    /** Written by the writer alone: the map would walk its list to count. */
    private int size;

    NewestByStart(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
    }

    void put(long startMs, V value) {
        changed.add(startMs);
        if (byStart.put(startMs, value) == null && ++size > capacity) {
            Map.Entry<Long, V> oldest = byStart.pollFirstEntry();
            changed.remove(oldest.getKey());
            size--;
        }
    }

    /** The starts of what has changed since the last call, oldest first. For the writer. */
    NavigableSet<Long> takeChanged() {
        NavigableSet<Long> taken = new TreeSet<>(changed);
        changed.clear();
        return taken;
    }

    NavigableSet<Long> starts() {
        return byStart.keySet();
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
