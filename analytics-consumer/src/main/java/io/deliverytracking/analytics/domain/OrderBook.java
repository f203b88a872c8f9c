package io.deliverytracking.analytics.domain;

import io.deliverytracking.events.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The orders that are under way, as of the seconds that have closed.
 *
 * <p>Invariant: the book is what the steps of closed seconds say, in whatever order they entered and however often. An order
 * is open from its first step until it is delivered or cancelled.
 *
 * <p><b>Restart.</b> It is not stored anywhere: it is read from the log again, from the first step of any order in it. So each
 * order remembers where that stood. This rests on the contract that the key of a step is its order: all steps of an order
 * are in one partition, and whoever is given the partition finds them. An order that is not in the book must not come back
 * because its last steps are read again without its end. That can be when the end stands before them in the log (an
 * {@link Inversion}), and then reading begins at that end.
 *
 * <p><b>Bounds.</b> An order is forgotten when the minute after the one in which it ended has closed (a step of it that came
 * out of order is recognised until then), when it was placed longer ago than {@link WindowSettings#orderMemoryMs()}, and
 * when there are more than {@link WindowSettings#maxOrders()}: the one that is in the book for the longest time goes first.
 * Some 200 bytes an order.
 *
 * <p>Confined to the reader's thread.
 */
@SuppressWarnings("EnumOrdinal") // Counters indexed by zone and state, which never leave the process.
final class OrderBook {

    /** Takes a stage that has ended. */
    @FunctionalInterface
    interface StageSink {
        void ended(DeliveryStage stage, long durationMs);
    }

    private static final int STATES = OrderState.values().length;
    private static final DeliveryStage[] STAGES = DeliveryStage.values();

    /** Event times are at least 1. */
    private static final long NOT_YET = 0;

    /** An order between its first step and its being forgotten. */
    private static final class Entry {
        private final Zone zone;
        private final long placedAtMs;
        private final long[] enteredMs = new long[STATES];
        private final SourcePartition partition;
        private LogPlace first;
        private @Nullable LogPlace end;
        private long lastOffset;

        private Entry(Zone zone, long placedAtMs, SourcePartition partition, LogPlace first) {
            this.zone = zone;
            this.placedAtMs = placedAtMs;
            this.partition = partition;
            this.first = first;
        }

        private long enteredMs(OrderState state) {
            return enteredMs[state.ordinal()];
        }

        /** When it was delivered or cancelled. */
        private long endedMs() {
            return Math.max(enteredMs(OrderState.DELIVERED), enteredMs(OrderState.CANCELLED));
        }
    }

    /** The end of an order that is not in the book any more stands before other steps of it. */
    private record Inversion(LogPlace end, long lastOffset) {}

    private final long memoryMs;
    private final int capacity;
    private final LinkedHashMap<Long, Entry> entries = new LinkedHashMap<>();

    /** Of each partition: the first steps of the orders in the book, by offset. */
    private final Map<SourcePartition, NavigableMap<Long, LogPlace>> firstSteps = new HashMap<>();

    /** By the offset of the end; gone when nothing before their last steps will be read again. */
    private final Map<SourcePartition, NavigableMap<Long, Inversion>> inversions = new HashMap<>();

    private final long[] openByZone = new long[Zone.values().length];
    private long horizonMs = Long.MIN_VALUE;
    private long forgotten;

    OrderBook(long memoryMs, int capacity) {
        this.memoryMs = memoryMs;
        this.capacity = capacity;
    }

    /** Orders of restaurants in the zone that are neither delivered nor cancelled. */
    long open(Zone zone) {
        return openByZone[zone.ordinal()];
    }

    long open() {
        return Arrays.stream(openByZone).sum();
    }

    /** Orders that were forgotten before they had ended, since the start. */
    long forgotten() {
        return forgotten;
    }

    /**
     * A step of a closed second, for the first time or again.
     *
     * @param place      where it stands in its partition
     * @param lastOffset where it was repeated last, or its own offset
     */
    void enter(OrderStep step, Zone zone, SourcePartition partition, LogPlace place, long lastOffset) {
        if (step.placedAtMs() < horizonMs) {
            return;
        }
        Entry entry = entries.get(step.orderId());
        if (entry == null) {
            makeRoom();
            entry = new Entry(zone, step.placedAtMs(), partition, place);
            entries.put(step.orderId(), entry);
            firstStepsOf(partition).put(place.offset(), place);
            openByZone[zone.ordinal()]++;
        } else if (entry.partition.equals(partition) && place.offset() < entry.first.offset()) {
            firstStepsOf(partition).remove(entry.first.offset());
            firstStepsOf(partition).put(place.offset(), place);
            entry.first = place;
        }
        entry.lastOffset = Math.max(entry.lastOffset, lastOffset);
        if (step.state() == OrderState.DELIVERED || step.state() == OrderState.CANCELLED) {
            entry.end = entry.end == null ? place : entry.end.orEarlier(place);
        }
        boolean wasOpen = entry.endedMs() == NOT_YET;
        if (entry.enteredMs(step.state()) == NOT_YET) {
            entry.enteredMs[step.state().ordinal()] = step.eventTimeMs();
        }
        if (wasOpen && entry.endedMs() != NOT_YET) {
            openByZone[entry.zone.ordinal()]--;
        }
    }

    /** The stages that a step has ended, whose beginnings are known and not later. */
    void stagesEndedBy(OrderStep step, StageSink sink) {
        Entry entry = entries.get(step.orderId());
        for (DeliveryStage stage : STAGES) {
            if (stage.to() == step.state()) {
                long fromMs = stage.from() == OrderState.PLACED
                        ? step.placedAtMs()
                        : entry == null ? NOT_YET : entry.enteredMs(stage.from());
                if (fromMs != NOT_YET && fromMs <= step.eventTimeMs()) {
                    sink.ended(stage, step.eventTimeMs() - fromMs);
                }
            }
        }
    }

    /** All minutes before the one that begins at {@code minuteMs} have closed. */
    void closedBefore(long minuteMs) {
        horizonMs = minuteMs - memoryMs;
        long endedBeforeMs = minuteMs - WindowSize.ONE_MINUTE.seconds() * 1_000L;
        Iterator<Entry> all = entries.values().iterator();
        while (all.hasNext()) {
            Entry entry = all.next();
            boolean open = entry.endedMs() == NOT_YET;
            if (open ? entry.placedAtMs < horizonMs : entry.endedMs() < endedBeforeMs) {
                all.remove();
                forget(entry);
            }
        }
    }

    /** From where the partition must be read again, for a reader of windows that would begin at {@code place}. */
    LogPlace rebuildFrom(SourcePartition partition, LogPlace place) {
        LogPlace from = place;
        NavigableMap<Long, LogPlace> steps = firstStepsOf(partition);
        if (!steps.isEmpty()) {
            from = from.orEarlier(steps.firstEntry().getValue());
        }
        NavigableMap<Long, Inversion> inverted = inversionsOf(partition);
        for (Inversion inversion : inverted.descendingMap().values()) {
            if (inversion.end().offset() < from.offset() && from.offset() <= inversion.lastOffset()) {
                from = inversion.end();
            }
        }
        long beginning = from.offset();
        inverted.values().removeIf(inversion -> inversion.lastOffset() < beginning);
        return from;
    }

    /** The partition's log is another one: nothing of it can be read again. */
    void forget(SourcePartition partition) {
        List<Entry> gone = new ArrayList<>();
        entries.values().removeIf(entry -> entry.partition.equals(partition) && gone.add(entry));
        gone.forEach(this::forget);
        inversionsOf(partition).clear();
    }

    void clear() {
        entries.clear();
        firstSteps.clear();
        inversions.clear();
        Arrays.fill(openByZone, 0);
        horizonMs = Long.MIN_VALUE;
    }

    private void makeRoom() {
        if (entries.size() == capacity) {
            Iterator<Entry> oldestFirst = entries.values().iterator();
            Entry oldest = oldestFirst.next();
            oldestFirst.remove();
            forget(oldest);
        }
    }

    private void forget(Entry entry) {
        firstStepsOf(entry.partition).remove(entry.first.offset());
        if (entry.endedMs() == NOT_YET) {
            openByZone[entry.zone.ordinal()]--;
            forgotten++;
        }
        LogPlace end = entry.end;
        if (end != null && end.offset() < entry.lastOffset) {
            inversionsOf(entry.partition).put(end.offset(), new Inversion(end, entry.lastOffset));
        }
    }

    private NavigableMap<Long, Inversion> inversionsOf(SourcePartition partition) {
        return inversions.computeIfAbsent(partition, first -> new TreeMap<>());
    }

    private NavigableMap<Long, LogPlace> firstStepsOf(SourcePartition partition) {
        return firstSteps.computeIfAbsent(partition, first -> new TreeMap<>());
    }
}
