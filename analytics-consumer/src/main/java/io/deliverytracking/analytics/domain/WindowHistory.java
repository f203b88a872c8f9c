package io.deliverytracking.analytics.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The newest closed windows of each size, for whoever asks.
 *
 * <p>Bounded: of each size the {@code capacity} newest by start. A window that is closed again (it was rebuilt after a
 * restart) replaces its earlier self and is never counted twice.
 *
 * <p>Threading: one writer, any number of readers.
 */
public final class WindowHistory implements WindowSink {

    private final int capacity;
    private final Map<WindowSize, ConcurrentSkipListMap<Long, WindowResult>> byStart = new EnumMap<>(WindowSize.class);

    public WindowHistory(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity);
        }
        this.capacity = capacity;
        for (WindowSize size : WindowSize.values()) {
            byStart.put(size, new ConcurrentSkipListMap<>());
        }
    }

    @Override
    public void closed(WindowResult window) {
        ConcurrentSkipListMap<Long, WindowResult> windows = windows(window.size());
        windows.put(window.startMs(), window);
        // size() walks the list; the writer is the only one who pays, a few times a second.
        while (windows.size() > capacity) {
            windows.pollFirstEntry();
        }
    }

    public Optional<WindowResult> latest(WindowSize size) {
        return Optional.ofNullable(windows(size).lastEntry()).map(Map.Entry::getValue);
    }

    public Optional<WindowResult> at(WindowSize size, long startMs) {
        return Optional.ofNullable(windows(size).get(startMs));
    }

    /** Windows that start in {@code [fromMs, toMs)}, oldest first; of more than {@code limit} the newest. */
    public List<WindowResult> between(WindowSize size, long fromMs, long toMs, int limit) {
        List<WindowResult> newestFirst = new ArrayList<>();
        if (fromMs < toMs) {
            for (WindowResult window :
                    windows(size).subMap(fromMs, toMs).descendingMap().values()) {
                if (newestFirst.size() == limit) {
                    break;
                }
                newestFirst.add(window);
            }
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private ConcurrentSkipListMap<Long, WindowResult> windows(WindowSize size) {
        ConcurrentSkipListMap<Long, WindowResult> windows = byStart.get(size);
        if (windows == null) {
            throw new IllegalArgumentException("window size " + size);
        }
        return windows;
    }
}
