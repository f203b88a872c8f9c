package io.deliverytracking.location.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The live map: the latest position of every rider and the state of every order. The port through which events come in and
 * questions are asked.
 *
 * <p>Invariant: a rider's position is the greatest by (session, sequence) of all fixes applied, however they were ordered,
 * repeated or spread over partitions; so applying a stretch of the log again changes no position.
 *
 * <p>Threading: any thread. One lock guards everything: a batch is applied under the write lock (a few hundred microseconds
 * for 5,000 fixes), a question copies its answer out under the read lock and does no I/O meanwhile. So a question waits
 * for a batch or a batch for a few questions, never either for a client. Rejected: a lock-free copy a batch (copies 9 MB
 * for 5,000 changes), and asking the consumer's thread (every watcher would wait for the broker).
 *
 * <p>Units: 1e-7 degrees, milliseconds since the epoch, metres.
 */
public final class LiveMap {

    /** Silence is looked for in slices of riders, so that the write lock is never held long. */
    private static final int EVICTION_SLICE = 16_384;

    /** A refresh of an image copies in slices as well: 4,096 changed riders are a tenth of a millisecond under the lock. */
    private static final int IMAGE_SLICE = 4_096;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Retention retention;
    private final RiderTable riders = new RiderTable();
    private final GridIndex grid;
    private final OrderBook orders = new OrderBook();

    private long version;
    private long fixes;
    private long advanced;
    private long late;
    private long duplicates;
    private long evictedRiders;
    private long orderUpdates;
    private long ordersPassed;
    private long ordersRefused;
    private long latestRecordTimeMs = Long.MIN_VALUE;

    /** An empty map whose grid has cells of {@code cellE7} 1e-7 degrees a side. */
    public LiveMap(int cellE7, Retention retention) {
        this.grid = new GridIndex(cellE7);
        this.retention = retention;
    }

    /** Takes in a batch of fixes, in the order of the log; the caller may reuse the batch afterwards. */
    public void accept(FixBatch batch) {
        lock.writeLock().lock();
        try {
            int size = batch.size();
            for (int i = 0; i < size; i++) {
                apply(batch, i);
            }
            fixes += size;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Takes in order updates, in the order of the log. */
    public void accept(List<OrderUpdate> updates) {
        lock.writeLock().lock();
        try {
            for (OrderUpdate update : updates) {
                latestRecordTimeMs = Math.max(latestRecordTimeMs, update.recordTimeMs());
                switch (orders.apply(update)) {
                    case ADVANCED -> {}
                    case PASSED -> ordersPassed++;
                    case REFUSED -> ordersRefused++;
                }
            }
            orderUpdates += updates.size();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The latest fix of a rider. */
    public Optional<RiderPosition> rider(int riderId) {
        lock.readLock().lock();
        try {
            int slot = riders.slotOf(riderId);
            return slot == RiderTable.ABSENT ? Optional.empty() : Optional.of(riders.copyOf(slot));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The riders in a box: all counted, at most {@code limit} copied. */
    public BoxContent ridersIn(GeoBox box, int limit) {
        lock.readLock().lock();
        try {
            BoxCollector collector = new BoxCollector(riders, box, limit);
            grid.forEachCandidate(box, collector);
            return collector.content();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The {@code count} riders nearest to a point, nearest first, none farther than {@code maxDistanceM}. */
    public List<NearRider> nearest(int latitudeE7, int longitudeE7, int count, double maxDistanceM) {
        if (count < 1 || !(maxDistanceM > 0)) {
            throw new IllegalArgumentException("count " + count + " and distance " + maxDistanceM + " must be above 0");
        }
        lock.readLock().lock();
        try {
            double farthestM = Math.min(maxDistanceM, GreatCircle.MAX_DISTANCE_M);
            int atMost = Math.max(1, Math.min(count, riders.size()));
            return new NearestSearch(riders, grid, latitudeE7, longitudeE7, atMost).within(farthestM);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** An order with its rider's latest position. */
    public Optional<TrackedOrder> order(long orderId) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(orders.find(orderId)).map(this::withRider);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Open orders with their riders' latest positions, the last updated first. */
    public List<TrackedOrder> latestOpenOrders(int limit) {
        lock.readLock().lock();
        try {
            return orders.latestOpen(limit).stream().map(this::withRider).toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Brings an image up to date; {@code nowMs} becomes the moment of its state. */
    public void refresh(FleetImage image, long nowMs) {
        image.begin();
        long since = 0;
        int slotLimit = 1;
        for (int from = 0; from < slotLimit; from += IMAGE_SLICE) {
            lock.readLock().lock();
            try {
                if (from == 0) {
                    since = version;
                }
                slotLimit = since == image.version() ? 0 : riders.slotLimit();
                image.take(riders, from, Math.min(from + IMAGE_SLICE, slotLimit));
            } finally {
                lock.readLock().unlock();
            }
        }
        image.end(since, nowMs);
    }

    /** Rises whenever any rider changes; equal versions mean that no rider moved, appeared or left. */
    public long version() {
        lock.readLock().lock();
        try {
            return version;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Lets go of riders and orders that have been silent for longer than {@link Retention} allows, in record time: while
     * no events come nobody leaves. {@code nowMs} is an upper bound for record time, so that one event from the future
     * cannot empty the map.
     */
    public void evictSilent(long nowMs) {
        int slotLimit = beginEviction(nowMs);
        for (int from = 0; from < slotLimit; from += EVICTION_SLICE) {
            evictRiders(from, Math.min(from + EVICTION_SLICE, slotLimit), nowMs);
        }
    }

    public MapStatistics statistics() {
        lock.readLock().lock();
        try {
            return new MapStatistics(
                    fixes,
                    advanced,
                    late,
                    duplicates,
                    riders.size(),
                    evictedRiders,
                    grid.occupiedCells(),
                    orderUpdates,
                    ordersPassed,
                    ordersRefused,
                    orders.openCount(),
                    orders.finishedCount(),
                    latestRecordTimeMs);
        } finally {
            lock.readLock().unlock();
        }
    }

    private TrackedOrder withRider(TrackedOrder order) {
        Integer riderId = order.latest().riderId();
        int slot = riderId == null ? RiderTable.ABSENT : riders.slotOf(riderId);
        return slot == RiderTable.ABSENT
                ? order
                : new TrackedOrder(order.latest(), order.enteredAtMs(), riders.copyOf(slot));
    }

    private void apply(FixBatch batch, int i) {
        int slot = riders.slotOf(batch.riderId[i]);
        if (slot == RiderTable.ABSENT) {
            slot = riders.add(batch.riderId[i]);
            riders.set(slot, batch, i, ++version);
            grid.add(slot, batch.latitudeE7[i], batch.longitudeE7[i]);
        } else {
            int comparison = riders.compareToKept(slot, batch, i);
            if (comparison > 0) {
                riders.set(slot, batch, i, ++version);
                grid.move(slot, batch.latitudeE7[i], batch.longitudeE7[i]);
                advanced++;
            } else if (comparison == 0) {
                duplicates++;
            } else {
                late++;
            }
        }
        riders.heard(slot, batch.recordTimeMs[i]);
        latestRecordTimeMs = Math.max(latestRecordTimeMs, batch.recordTimeMs[i]);
    }

    /** Forgets old orders and returns up to which slot riders are to be looked at. */
    private int beginEviction(long nowMs) {
        lock.writeLock().lock();
        try {
            if (latestRecordTimeMs == Long.MIN_VALUE) {
                return 0;
            }
            long recordNowMs = Math.min(nowMs, latestRecordTimeMs);
            orders.forget(
                    recordNowMs - retention.openOrders().toMillis(),
                    recordNowMs - retention.finishedOrders().toMillis(),
                    recordNowMs);
            return riders.slotLimit();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void evictRiders(int fromSlot, int toSlot, long nowMs) {
        lock.writeLock().lock();
        try {
            long horizonMs = Math.min(nowMs, latestRecordTimeMs)
                    - retention.silentRiders().toMillis();
            for (int slot = fromSlot; slot < toSlot; slot++) {
                if (riders.isSilentSince(slot, horizonMs)) {
                    grid.remove(slot);
                    riders.remove(slot, ++version);
                    evictedRiders++;
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Copies and counts the candidates that really lie in the box. */
    private static final class BoxCollector implements SlotVisitor {

        private final RiderTable riders;
        private final GeoBox box;
        private final int limit;
        private final List<RiderPosition> copies = new ArrayList<>();
        private int total;

        private BoxCollector(RiderTable riders, GeoBox box, int limit) {
            this.riders = riders;
            this.box = box;
            this.limit = limit;
        }

        @Override
        public void visit(int slot) {
            if (box.contains(riders.latitudeE7At(slot), riders.longitudeE7At(slot))) {
                if (total < limit) {
                    copies.add(riders.copyOf(slot));
                }
                total++;
            }
        }

        private BoxContent content() {
            return new BoxContent(total, copies);
        }
    }
}
