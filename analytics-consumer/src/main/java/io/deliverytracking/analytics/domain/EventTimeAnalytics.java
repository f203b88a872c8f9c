package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.cell.CellDirectory;
import io.deliverytracking.events.Zone;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling event-time windows of 1, 10 and 60 seconds over several partitions of two streams.
 *
 * <p><b>When a second closes.</b> Every partition has a {@linkplain PartitionProgress watermark}. Event time as a whole
 * has got as far as the slowest partition that is not idle; a second closes when event time has passed its end by the
 * allowed lateness. Longer windows are merged from closed seconds and close with their last one, so all sizes agree on
 * which events were late.
 *
 * <p><b>Idle partitions.</b> A partition's silence counts only while others deliver. When the broker is away nobody
 * delivers, nobody becomes idle, and the first partition to come back can't close the windows of the others. A partition
 * with a backlog is not silent either, however long the reader takes to get to it: what waits there is not late.
 *
 * <p><b>Clocks ahead.</b> The watermark follows the riders' clocks, and one clock an hour ahead would close everybody's
 * windows. So an event moves the watermark no further than the time at which it was sent (the record's timestamp): nothing
 * happens later than that. Stamped more than {@link WindowSettings#maxAheadMs()} after it was sent, it is counted apart and
 * goes into no window either.
 *
 * <p><b>Orders.</b> Steps wait in their second until it closes and enter the {@link OrderBook} then. How many orders are open,
 * and how long a stage took, follows from the steps of closed seconds alone, whatever the order in which they came.
 *
 * <p><b>Restart.</b> {@link #rebuildPoint} says from where to read again. Events before it can only belong to closed
 * minutes and to no order that is under way; those after it that had been late are late again, because lateness depends on
 * the partition alone. Closed minutes stay closed, so nothing is counted twice; order steps in them only fill the book
 * again. Refused events are counted when they are read for the first time, so what is known of them must be handed on
 * together with the positions. What a kill costs: the events of partitions that
 * were idle for so long that others had closed their second, which are taken for what the partition alone says.
 *
 * <p>Threading: confined to the reader's thread. Units are in the names; seconds and minutes are counted from the epoch,
 * a minute is named by its first second.
 *
 * <p>Source: Akidau et al., "The Dataflow Model", VLDB 2015 (watermarks, lateness); Li et al., "No pane, no gain",
 * SIGMOD Record 2005 (windows merged from panes).
 */
public final class EventTimeAnalytics {

    private static final long NOT_YET = Long.MIN_VALUE;
    private static final WindowSize[] SIZES = WindowSize.values();

    /** A restart begins with the minute of the last commit, which may be missing for a while. */
    private static final long MAY_CLOSE_AGAIN_S = 300;

    private final WindowSettings settings;
    private final WindowSink sink;
    private final RiderSlots riderSlots = new RiderSlots();
    private final CellDirectory cells;
    private final OrderBook orders;
    private final Refusals refusals;
    private final SortedMap<SourcePartition, PartitionProgress> partitions = new TreeMap<>();
    private final NavigableMap<Long, Pane> seconds = new TreeMap<>();
    private final NavigableMap<Long, SecondSteps> stepsBySecond = new TreeMap<>();
    private final Map<WindowSize, SortedMap<Long, Pane>> merged = new EnumMap<>(WindowSize.class);

    /** The second that the last event went into, its minute and its pane: nearly always the next event's too. */
    private long lastSecond = NOT_YET;

    private long lastMinute = NOT_YET;

    private @Nullable Pane lastPane;

    /** Every second before this one is closed. */
    private long closedSecond = NOT_YET;

    /** Every second before this one had been closed when the partitions were assigned. */
    private long closedBeforeAssignment = NOT_YET;

    private boolean delivered;
    private long counted;
    private long late;
    private long ahead;
    private long rebuilt;

    /** @param refusals what is known of windows that may close again; empty in a first life */
    public EventTimeAnalytics(WindowSettings settings, WindowSink sink, Refusals refusals) {
        this.settings = settings;
        this.sink = sink;
        this.refusals = refusals;
        this.cells = new CellDirectory(settings.cellResolution());
        this.orders = new OrderBook(settings.orderMemoryMs(), settings.maxOrders());
        merged.put(WindowSize.TEN_SECONDS, new TreeMap<>());
        merged.put(WindowSize.ONE_MINUTE, new TreeMap<>());
    }

    /**
     * Starts over with these partitions: after a start, and after every rebalance, because a partition that has gone took
     * its part of the open windows along. Read each partition from its point's {@link RebuildPoint#offset()}.
     */
    public void assign(Map<SourcePartition, RebuildPoint> assignment) {
        partitions.clear();
        seconds.clear();
        stepsBySecond.clear();
        merged.values().forEach(Map::clear);
        orders.clear();
        lastSecond = NOT_YET;
        lastPane = null;
        closedSecond = NOT_YET;
        for (Map.Entry<SourcePartition, RebuildPoint> entry : assignment.entrySet()) {
            partitions.put(entry.getKey(), new PartitionProgress(entry.getValue(), settings.outOfOrdernessMs()));
            // The partition that was committed last knows best which minutes had been closed.
            closedSecond = Math.max(closedSecond, startOfMinute(entry.getValue().closedSecond()));
        }
        closedBeforeAssignment = closedSecond;
        if (closedSecond != NOT_YET) {
            orders.closedBefore(closedSecond * 1_000);
        }
    }

    /**
     * The partition's log is another one from now on and is read from {@code offset}. What the old one had put into open
     * windows stays there, and windows that were closed stay closed.
     */
    public void beginAnew(SourcePartition partition, long offset) {
        progress(partition);
        orders.forget(partition);
        partitions.put(partition, new PartitionProgress(RebuildPoint.fresh(offset), settings.outOfOrdernessMs()));
    }

    public Collection<SourcePartition> assigned() {
        return partitions.keySet();
    }

    /** Adds fixes of one partition, in the order of their offsets. */
    public void addFixes(SourcePartition partition, FixBatch batch) {
        PartitionProgress progress = progress(partition);
        for (int i = 0; i < batch.size(); i++) {
            Pane pane = paneFor(progress, batch.offset[i], batch.recordTimeMs[i], batch.eventTimeMs[i]);
            if (pane != null) {
                int rider = batch.riderId[i];
                int slot = riderSlots.slotOf(rider);
                int latitudeE7 = batch.latitudeE7[i];
                int longitudeE7 = batch.longitudeE7[i];
                int cell = cells.indexOf(slot, latitudeE7, longitudeE7);
                pane.addFix(rider, slot, zone(latitudeE7, longitudeE7), cell, batch.idle[i], batch.speedCmS[i]);
            }
        }
        closeWhatIsDue();
    }

    /** Adds order steps of one partition, in the order of their offsets. */
    public void addOrderSteps(SourcePartition partition, Iterable<OrderStep> steps) {
        PartitionProgress progress = progress(partition);
        for (OrderStep step : steps) {
            LogPlace place = progress.placeOf(step.offset());
            Zone zone = zone(step.restaurantLatitudeE7(), step.restaurantLongitudeE7());
            long second = Math.floorDiv(step.eventTimeMs(), 1_000L);
            if (paneFor(progress, step.offset(), step.recordTimeMs(), step.eventTimeMs()) != null) {
                stepsBySecond
                        .computeIfAbsent(second, first -> new SecondSteps())
                        .add(step, zone, partition, place);
            } else if (hadBeenCounted(progress, step, second, place)) {
                orders.enter(step, zone, partition, place, step.offset());
            }
        }
        closeWhatIsDue();
    }

    /** Steps over a record that could not be read, or that holds no event. */
    public void skip(SourcePartition partition, long offset) {
        progress(partition).skip(offset);
    }

    /**
     * {@code elapsedMs} have gone by on the reader's clock; call it about once a second.
     *
     * @param unread partitions that are known to hold events which have not come here yet
     */
    public void elapsed(long elapsedMs, Set<SourcePartition> unread) {
        if (delivered) {
            partitions.forEach((partition, progress) -> {
                if (!unread.contains(partition)) {
                    progress.othersDelivered(elapsedMs);
                }
            });
            closeWhatIsDue();
        }
        delivered = false;
    }

    /** From where the partition would have to be read again if this process ended now. */
    public RebuildPoint rebuildPoint(SourcePartition partition) {
        PartitionProgress progress = progress(partition);
        return progress.rebuildPoint(orders.rebuildFrom(partition, progress.firstOfOpenMinutes()), closedSecond);
    }

    /** The next offset of the partition that has not been counted, by this reader or one before it. */
    public long countedUpTo(SourcePartition partition) {
        return progress(partition).countedUpTo();
    }

    /** The next offset of the partition that has not been read. */
    public long position(SourcePartition partition) {
        return progress(partition).position();
    }

    /** The partition's watermark in milliseconds since the epoch; {@link Long#MIN_VALUE} before its first event. */
    public long watermarkMs(SourcePartition partition) {
        return progress(partition).watermarkMs();
    }

    public boolean idle(SourcePartition partition) {
        return progress(partition).silentFor(settings.idleAfterMs());
    }

    public AnalyticsTotals totals() {
        return new AnalyticsTotals(counted, late, ahead, rebuilt);
    }

    /** Riders seen since the start. */
    public int knownRiders() {
        return riderSlots.size();
    }

    /** Orders that are neither delivered nor cancelled, as of the seconds that have closed. */
    public long openOrders() {
        return orders.open();
    }

    /** Orders that were forgotten since the start though they had not ended. */
    public long forgottenOrders() {
        return orders.forgotten();
    }

    /** Seconds of event time that are open. */
    public int openSeconds() {
        return seconds.size();
    }

    /** Where the event belongs, or null when it belongs into no window; counts it either way and moves event time on. */
    private @Nullable Pane paneFor(PartitionProgress progress, long offset, long recordTimeMs, long eventTimeMs) {
        delivered = true;
        boolean again = progress.countedBefore(offset);
        if (again) {
            rebuilt++;
        }
        long second = Math.floorDiv(eventTimeMs, 1_000L);
        if (isAhead(recordTimeMs, eventTimeMs)) {
            if (!again) {
                ahead++;
                refuse(second, Refused.ONE_AHEAD);
            }
            progress.skip(offset);
            return null;
        }
        // Nothing happens after it was sent: within what is tolerated, too, no clock that runs ahead moves the
        // watermark.
        long believed = Math.min(eventTimeMs, recordTimeMs);
        if (second < closedSecond || isPast(second, progress.watermarkMs())) {
            if (!again) {
                late++;
                refuse(second, Refused.ONE_LATE);
            }
            progress.advance(offset, believed);
            return null;
        }
        if (!again) {
            counted++;
        }
        Pane pane = lastPane;
        if (pane == null || second != lastSecond) {
            pane = seconds.computeIfAbsent(second, start -> new Pane());
            lastSecond = second;
            lastMinute = startOfMinute(second);
            lastPane = pane;
        }
        progress.contributed(lastMinute, offset);
        progress.advance(offset, believed);
        return pane;
    }

    private boolean isAhead(long recordTimeMs, long eventTimeMs) {
        return eventTimeMs - recordTimeMs > settings.maxAheadMs();
    }

    /** Whether a step that goes into no pane went into one before the assignment, so that the book lacks it. */
    private boolean hadBeenCounted(PartitionProgress progress, OrderStep step, long second, LogPlace place) {
        return progress.countedBefore(step.offset())
                && second < closedBeforeAssignment
                && !isPast(second, place.watermarkMs())
                && !isAhead(step.recordTimeMs(), step.eventTimeMs());
    }

    /** Windows that are still to be closed will tell of it; of those that are closed, the sink is told. */
    private void refuse(long second, Refused refused) {
        if (closedSecond == NOT_YET || second >= startOfMinute(closedSecond) - MAY_CLOSE_AGAIN_S) {
            refusals.add(second, refused);
        }
        for (WindowSize size : SIZES) {
            long start = size.startOf(second);
            if (start + size.seconds() <= closedSecond) {
                sink.refused(size, start * 1_000, refused);
            }
        }
    }

    private Zone zone(int latitudeE7, int longitudeE7) {
        return Zone.of(latitudeE7, longitudeE7, settings.centreLatitudeE7(), settings.centreLongitudeE7());
    }

    /** Whether a second is over, its allowed lateness included, for event time {@code watermarkMs}. */
    private boolean isPast(long second, long watermarkMs) {
        return watermarkMs != NOT_YET && (second + 1) * 1_000 + settings.allowedLatenessMs() <= watermarkMs;
    }

    private void closeWhatIsDue() {
        long eventTimeMs = eventTimeMs();
        if (eventTimeMs == NOT_YET) {
            return;
        }
        long closed = Math.floorDiv(eventTimeMs - settings.allowedLatenessMs(), 1_000L);
        if (closed <= closedSecond) {
            return;
        }
        long minuteBefore = startOfMinute(closedSecond);
        closedSecond = closed;
        closeSeconds();
        if (startOfMinute(closed) != minuteBefore) {
            long minute = startOfMinute(closed);
            partitions.values().forEach(progress -> progress.closedBefore(minute));
            orders.closedBefore(minute * 1_000);
            refusals.forgetBefore(minute - MAY_CLOSE_AGAIN_S);
        }
    }

    /** As far as the slowest partition that is not idle has got; when all are, nothing moves. */
    private long eventTimeMs() {
        long slowest = Long.MAX_VALUE;
        for (PartitionProgress progress : partitions.values()) {
            if (!progress.silentFor(settings.idleAfterMs())) {
                slowest = Math.min(slowest, progress.watermarkMs());
            }
        }
        return slowest == Long.MAX_VALUE ? NOT_YET : slowest;
    }

    private void closeSeconds() {
        NavigableMap<Long, Pane> due = seconds.headMap(closedSecond, false);
        for (Map.Entry<Long, Pane> oldest = due.pollFirstEntry(); oldest != null; oldest = due.pollFirstEntry()) {
            long second = oldest.getKey();
            Pane pane = oldest.getValue();
            closeMerged(second);
            if (second == lastSecond) {
                lastPane = null;
            }
            SecondSteps steps = stepsBySecond.remove(second);
            if (steps != null) {
                steps.close(pane, orders);
            }
            close(WindowSize.ONE_SECOND, second, pane);
            merged.forEach((size, windows) -> windows.computeIfAbsent(size.startOf(second), start -> new Pane())
                    .merge(pane));
        }
        closeMerged(closedSecond);
    }

    private void close(WindowSize size, long second, Pane pane) {
        sink.closed(pane.result(size, second, orders, refusals.in(size, second)), pane.cells(cells));
    }

    /** Closes the longer windows that end at or before {@code second}. */
    private void closeMerged(long second) {
        merged.forEach((size, windows) -> {
            Iterator<Map.Entry<Long, Pane>> oldestFirst = windows.entrySet().iterator();
            while (oldestFirst.hasNext()) {
                Map.Entry<Long, Pane> window = oldestFirst.next();
                if (window.getKey() + size.seconds() > second) {
                    return;
                }
                close(size, window.getKey(), window.getValue());
                oldestFirst.remove();
            }
        });
    }

    private PartitionProgress progress(SourcePartition partition) {
        PartitionProgress progress = partitions.get(partition);
        if (progress == null) {
            throw new IllegalStateException(partition + " is not assigned; assigned are " + partitions.keySet());
        }
        return progress;
    }

    private static long startOfMinute(long second) {
        return second == NOT_YET ? NOT_YET : WindowSize.ONE_MINUTE.startOf(second);
    }
}
