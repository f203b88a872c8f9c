package io.deliverytracking.dbwriter.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The time partitions that exist, and which ones to make or drop.
 *
 * <p>New ranges lie on a grid of {@code width} since the epoch. Where a range of another width stands in the way
 * (the configuration was changed), the new one is cut to the space between its neighbours: ranges never overlap.
 *
 * <p>Threading: not thread-safe.
 */
public final class TimePartitions {
    private final Duration width;
    private final TreeMap<Instant, TimeRange> byStart = new TreeMap<>();

    public TimePartitions(Duration width, Collection<TimeRange> existing) {
        this.width = width;
        existing.forEach(this::add);
    }

    public void add(TimeRange range) {
        byStart.put(range.start(), range);
    }

    public @Nullable TimeRange find(Instant time) {
        Map.Entry<Instant, TimeRange> below = byStart.floorEntry(time);
        return below != null && below.getValue().contains(time) ? below.getValue() : null;
    }

    /** The range to make so that {@code time} has a place, or null if it has one. */
    public @Nullable TimeRange missingFor(Instant time) {
        if (find(time) != null) {
            return null;
        }
        Instant start = gridStart(time);
        Instant end = start.plus(width);
        Map.Entry<Instant, TimeRange> below = byStart.floorEntry(time);
        if (below != null && below.getValue().end().isAfter(start)) {
            start = below.getValue().end();
        }
        Instant next = byStart.higherKey(time);
        if (next != null && next.isBefore(end)) {
            end = next;
        }
        return new TimeRange(start, end);
    }

    /** The ranges to make so that {@code now} and the {@code ahead} widths after it have a place. */
    public List<TimeRange> missingAhead(Instant now, int ahead) {
        TimePartitions planned = new TimePartitions(width, byStart.values());
        List<TimeRange> missing = new ArrayList<>();
        for (int i = 0; i <= ahead; i++) {
            TimeRange range = planned.missingFor(now.plus(width.multipliedBy(i)));
            if (range != null) {
                planned.add(range);
                missing.add(range);
            }
        }
        return missing;
    }

    /** The ranges that ended at or before {@code time}, oldest first. */
    public List<TimeRange> endedBy(Instant time) {
        return byStart.values().stream()
                .filter(range -> !range.end().isAfter(time))
                .toList();
    }

    private Instant gridStart(Instant time) {
        long widthMs = width.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), widthMs) * widthMs);
    }
}
