package io.deliverytracking.location.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.deliverytracking.location.config.LocationConfig;
import io.deliverytracking.location.domain.LiveMap;
import io.deliverytracking.location.frame.CellCounts;
import io.deliverytracking.location.frame.FrameWriter;
import io.deliverytracking.location.kafka.AppliedPositions;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * All clients, and the one thread that looks after them.
 *
 * <p>Each client has its own rhythm, counted from the end of its last turn: when there are more messages than the thread can
 * make, intervals stretch evenly and nothing piles up. The thread only reads the map, so however many clients there are and
 * however slow, the consumer never waits for one of them.
 *
 * <p>Threading: methods may be called from any thread; whatever concerns one watcher happens on {@code live-push}.
 */
@Startup // Its metrics are there before the first client is.
@ApplicationScoped
class Watchers {

    private static final Logger LOG = Logger.getLogger(Watchers.class);

    /**
     * A client and what it has said since it was last looked after: its newest subscription and its newest fault. However
     * fast it talks, no more than these two and one task are kept.
     */
    private static final class Entry {
        private final Watcher watcher;
        private final AtomicReference<@Nullable Optional<Subscription>> wish = new AtomicReference<>();
        private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
        private final AtomicBoolean expected = new AtomicBoolean();
        private @Nullable Future<?> rhythm;
        private @Nullable WatchMode mode;
        private boolean gone;

        private Entry(Watcher watcher) {
            this.watcher = watcher;
        }
    }

    private final Sources sources;
    private final PushStatistics statistics;
    private final SubscriptionReader reader;
    private final LocationConfig.Live bounds;
    private final Watcher.Limits limits;
    private final Unread unread;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    Watchers(
            LiveMap map,
            ObjectMapper json,
            LocationConfig config,
            AppliedPositions positions,
            PushStatistics statistics,
            MeterRegistry registry) {
        this.bounds = config.live();
        this.statistics = statistics;
        this.sources = new Sources(
                map,
                new LiveMessages(json),
                new LatestImage(map),
                new FrameWriter(bounds.maxMapRiders(), bounds.maxMapCells()),
                new CellCounts(bounds.maxMapCells()),
                statistics,
                positions::isRestored);
        this.reader = new SubscriptionReader(json, bounds);
        this.limits = new Watcher.Limits(
                bounds.stallTimeout().toNanos(), bounds.minInterval().toNanos());
        this.unread = new Unread(bounds.maxUnreadBytes());
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, "live-push");
            created.setDaemon(true);
            return created;
        });
        // Clients change their subscriptions: the rhythm of the old one must not linger in the queue.
        thread.setRemoveOnCancelPolicy(true);
        Gauge.builder("location.live.clients", count, AtomicInteger::get)
                .description("WebSocket clients")
                .register(registry);
    }

    /** A client has come. False if there are too many already. */
    boolean add(String id, Outbox outbox) {
        if (count.incrementAndGet() > bounds.maxClients()) {
            count.decrementAndGet();
            return false;
        }
        entries.put(id, new Entry(new Watcher(outbox, this::onOwnThread, limits, unread, statistics)));
        return true;
    }

    /** A client is gone; nothing happens if {@link #add} had turned it away. */
    void remove(String id) {
        Entry entry = entries.remove(id);
        if (entry != null) {
            count.decrementAndGet();
            onOwnThread(() -> {
                entry.gone = true;
                stop(entry);
                change(entry, null);
                entry.watcher.end();
            });
        }
    }

    /** A client has said something; what it means is looked after on the own thread, the newest of each kind. */
    void onMessage(String id, String text) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return;
        }
        try {
            entry.wish.set(reader.read(text));
        } catch (RefusedSubscription e) {
            entry.fault.set(sources.messages().error(String.valueOf(e.getMessage())));
        }
        if (entry.expected.compareAndSet(false, true)) {
            onOwnThread(() -> heed(entry));
        }
    }

    private void heed(Entry entry) {
        // Before looking: what is said from here on calls for another look.
        entry.expected.set(false);
        String fault = entry.fault.getAndSet(null);
        Optional<Subscription> wish = entry.wish.getAndSet(null);
        if (entry.gone) {
            return;
        }
        if (fault != null) {
            entry.watcher.tell(fault);
        }
        if (wish != null) {
            watch(entry, wish.orElse(null));
        }
    }

    private void watch(Entry entry, @Nullable Subscription subscription) {
        if (subscription != null && !hasRoom(entry, subscription.mode())) {
            entry.watcher.tell(sources.messages()
                    .error("there are " + bounds.maxMapClients() + " clients of the map already; try again later"));
            return;
        }
        stop(entry);
        change(entry, subscription == null ? null : subscription.mode());
        entry.watcher.watch(subscription == null ? null : subscription.open(sources));
        if (subscription != null) {
            entry.rhythm = thread.scheduleWithFixedDelay(
                    () -> tick(entry.watcher),
                    entry.watcher.restNs(System.nanoTime()),
                    TimeUnit.MILLISECONDS.toNanos(subscription.intervalMs()),
                    TimeUnit.NANOSECONDS);
        }
    }

    /** What is remembered for a client of the map is of the size of the map. */
    private boolean hasRoom(Entry entry, WatchMode mode) {
        boolean hasItAlready = entry.mode != null && entry.mode.isMap();
        return !mode.isMap() || hasItAlready || statistics.mapClients() < bounds.maxMapClients();
    }

    private void change(Entry entry, @Nullable WatchMode mode) {
        statistics.changed(entry.mode, mode);
        entry.mode = mode;
    }

    private static void tick(Watcher watcher) {
        try {
            watcher.onTick(System.nanoTime(), System.currentTimeMillis());
        } catch (RuntimeException e) {
            // Left to the executor, the exception would end this client's rhythm without a word.
            LOG.error("A client could not be served", e);
        }
    }

    private static void stop(Entry entry) {
        if (entry.rhythm != null) {
            entry.rhythm.cancel(false);
            entry.rhythm = null;
        }
    }

    private void onOwnThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("A completion came after the end");
        }
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
