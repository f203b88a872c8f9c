package io.deliverytracking.location.domain;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of each order.
 *
 * <p>Invariant: an order's state only moves as {@link OrderState} allows. An update for a state already passed adds its time
 * and changes nothing else; one that follows a final state is refused and counted.
 *
 * <p>Open and finished orders are kept apart, each in the order of their last update, so that forgetting old ones looks at
 * those alone; open ones can be read from the latest back, too. How long each kind is kept bounds the memory.
 *
 * <p>Threading: guarded by the lock of {@link LiveMap}.
 */
final class OrderBook {

    /** What became of an update. */
    enum Outcome {
        /** The order is new or entered the state. */
        ADVANCED,
        /** The order had passed or reached this state already. */
        PASSED,
        /** The order was finished: its life cycle knows no such step. */
        REFUSED
    }

    private static final class Entry {
        private OrderUpdate latest;
        private long place;
        private final Map<OrderState, Long> enteredAtMs = new EnumMap<>(OrderState.class);

        private Entry(OrderUpdate first) {
            latest = first;
        }
    }

    private final Map<Long, Entry> open = new HashMap<>();
    private final NavigableMap<Long, Entry> openByPlace = new TreeMap<>();
    private long lastPlace;
    private final Map<Long, Entry> finished = new LinkedHashMap<>();

    Outcome apply(OrderUpdate update) {
        Entry ended = finished.get(update.orderId());
        if (ended != null) {
            return ofFinished(ended, update);
        }
        Entry entry = open.get(update.orderId());
        if (entry == null) {
            entry = new Entry(update);
        } else if (!entry.latest.state().mayBecome(update.state())) {
            entry.enteredAtMs.putIfAbsent(update.state(), update.eventTimeMs());
            return Outcome.PASSED;
        }
        entry.latest = update;
        entry.enteredAtMs.put(update.state(), update.eventTimeMs());
        // Out and in again: the maps iterate in the order of the last update.
        openByPlace.remove(entry.place);
        if (update.state().isFinal()) {
            open.remove(update.orderId());
            finished.put(update.orderId(), entry);
        } else {
            entry.place = ++lastPlace;
            openByPlace.put(entry.place, entry);
            open.put(update.orderId(), entry);
        }
        return Outcome.ADVANCED;
    }

    private static Outcome ofFinished(Entry ended, OrderUpdate update) {
        if (update.state() == ended.latest.state()) {
            return Outcome.PASSED;
        }
        if (update.state().isFinal()) {
            return Outcome.REFUSED;
        }
        ended.enteredAtMs.putIfAbsent(update.state(), update.eventTimeMs());
        return Outcome.PASSED;
    }

    /** The order without its rider's position, or null if it is unknown. */
    @Nullable
    TrackedOrder find(long orderId) {
        Entry entry = open.get(orderId);
        if (entry == null) {
            entry = finished.get(orderId);
        }
        return entry == null ? null : copyOf(entry);
    }

    /** Open orders without their riders' positions, the last updated first. */
    List<TrackedOrder> latestOpen(int limit) {
        return openByPlace.descendingMap().values().stream()
                .limit(limit)
                .map(OrderBook::copyOf)
                .toList();
    }

    private static TrackedOrder copyOf(Entry entry) {
        return new TrackedOrder(entry.latest, entry.enteredAtMs, null);
    }

    int openCount() {
        return open.size();
    }

    int finishedCount() {
        return finished.size();
    }

    /**
     * Forgets orders whose last update is older than the horizon of their kind; returns how many. {@code nowMs} tells which
     * updates come from the future: they are passed over, or one wrong clock would keep all that came after it.
     */
    int forget(long openHorizonMs, long finishedHorizonMs, long nowMs) {
        return forgetOf(openByPlace, open, openHorizonMs, nowMs)
                + forgetOf(finished, finished, finishedHorizonMs, nowMs);
    }

    private static int forgetOf(Map<Long, Entry> oldestFirst, Map<Long, Entry> byId, long horizonMs, long nowMs) {
        int forgotten = 0;
        Iterator<Entry> entries = oldestFirst.values().iterator();
        while (entries.hasNext()) {
            OrderUpdate latest = entries.next().latest;
            long recordTimeMs = latest.recordTimeMs();
            if (recordTimeMs < horizonMs) {
                entries.remove();
                byId.remove(latest.orderId());
                forgotten++;
            } else if (recordTimeMs <= nowMs) {
                return forgotten;
            }
        }
        return forgotten;
    }
}
