package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.cell.CellFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The newest closed windows of each size, for whoever asks.
 *
 * <p>Bounded: of each size the newest by start, figures by cell of fewer of them. A window that is closed again (it was
 * rebuilt after a restart) replaces its earlier self and is never counted twice.
 *
 * <p>Threading: one writer, any number of readers.
 */
public final class WindowHistory implements WindowSink {

    private final Map<WindowSize, NewestByStart<WindowResult>> windows = new EnumMap<>(WindowSize.class);
    private final Map<WindowSize, NewestByStart<CellFigures>> cells = new EnumMap<>(WindowSize.class);

    /**
     * @param capacity     windows of each size
     * @param cellCapacity windows of each size with figures by cell
     */
    public WindowHistory(int capacity, int cellCapacity) {
        for (WindowSize size : WindowSize.values()) {
            windows.put(size, new NewestByStart<>(capacity));
            cells.put(size, new NewestByStart<>(cellCapacity));
        }
    }

    @Override
    public void closed(WindowResult window, CellFigures figures) {
        windows(window.size()).put(window.startMs(), window);
        cells(window.size()).put(window.startMs(), figures);
    }

    @Override
    public void refused(WindowSize size, long startMs, Refused refused) {
        NewestByStart<WindowResult> ofSize = windows(size);
        WindowResult window = ofSize.at(startMs);
        if (window != null) {
            ofSize.put(startMs, window.with(refused));
        }
    }

    /** Takes a window over from an earlier life; nothing has changed by it. */
    public void restore(ClosedWindow remembered) {
        WindowResult window = remembered.window();
        windows(window.size()).put(window.startMs(), window);
        if (remembered.cells() != null) {
            cells(window.size()).put(window.startMs(), remembered.cells());
        }
    }

    /** What has changed since the last call. For the writer. */
    public List<ClosedWindow> takeChanged() {
        List<ClosedWindow> changed = new ArrayList<>();
        for (WindowSize size : WindowSize.values()) {
            Set<Long> changedCells = cells(size).takeChanged();
            addTo(changed, size, windows(size).takeChanged(), changedCells);
        }
        return changed;
    }

    /** All that is remembered; nothing of it has changed after this. For the writer. */
    public List<ClosedWindow> takeAll() {
        takeChanged();
        List<ClosedWindow> all = new ArrayList<>();
        for (WindowSize size : WindowSize.values()) {
            addTo(all, size, windows(size).starts(), cells(size).starts());
        }
        return all;
    }

    private void addTo(List<ClosedWindow> list, WindowSize size, Set<Long> starts, Set<Long> startsOfCells) {
        for (long start : starts) {
            WindowResult window = windows(size).at(start);
            if (window != null) {
                list.add(new ClosedWindow(
                        window, startsOfCells.contains(start) ? cells(size).at(start) : null));
            }
        }
    }

    public Optional<WindowResult> latest(WindowSize size) {
        return Optional.ofNullable(windows(size).latest());
    }

    public Optional<WindowResult> at(WindowSize size, long startMs) {
        return Optional.ofNullable(windows(size).at(startMs));
    }

    /** Windows that start in {@code [fromMs, toMs)}, oldest first; of more than {@code limit} the newest. */
    public List<WindowResult> between(WindowSize size, long fromMs, long toMs, int limit) {
        List<WindowResult> newestFirst = new ArrayList<>();
        for (WindowResult window : windows(size).newestFirst(fromMs, toMs)) {
            if (newestFirst.size() == limit) {
                break;
            }
            newestFirst.add(window);
        }
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The window's figures by cell; empty when there are newer ones enough. */
    public Optional<CellFigures> cellsAt(WindowSize size, long startMs) {
        return Optional.ofNullable(cells(size).at(startMs));
    }

    private NewestByStart<WindowResult> windows(WindowSize size) {
        return ofSize(windows, size);
    }

    private NewestByStart<CellFigures> cells(WindowSize size) {
        return ofSize(cells, size);
    }

    private static <V> NewestByStart<V> ofSize(Map<WindowSize, NewestByStart<V>> bySize, WindowSize size) {
        NewestByStart<V> newest = bySize.get(size);
        if (newest == null) {
            throw new IllegalArgumentException("window size " + size);
        }
        return newest;
    }
}
