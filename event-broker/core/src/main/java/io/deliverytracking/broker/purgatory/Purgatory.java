package io.deliverytracking.broker.purgatory;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.port.Timers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds operations that wait for keys to move on, and ends each at its first sufficient progress or its deadline.
 *
 * <p>Costs: waking a key touches its watchers and nothing else; ending an operation takes it out of all its lists, so
 * that nothing has to be purged later.
 *
 * <p>Bounds: {@link #tryPark} refuses beyond a fixed number of operations; the caller then answers at once.
 *
 * <p>Threading: confined to the lane. Callbacks may park, wake and cancel.
 *
 * <p>Source: the idea is Apache Kafka's request purgatory; the intrusive lists replace its periodic purge.
 *
 * @param <K> what is watched; looked up by hash, never iterated
 */
public final class Purgatory<K> {

    private final Timers timers;
    private final int maxOperations;
    private final Map<K, WatchList> watchers = new HashMap<>();
    // For the end of the broker: in the order of arrival.
    private final Set<ParkedOperation> parked = new LinkedHashSet<>();

    public Purgatory(Timers timers, int maxOperations) {
        this.timers = timers;
        this.maxOperations = maxOperations;
    }

    /** How many operations wait. */
    public int size() {
        return parked.size();
    }

    /**
     * Parks an operation that has just found its condition unmet.
     *
     * @param keys what it watches; a key may come twice
     * @return false, and nothing happened, if the purgatory is full
     */
    public boolean tryPark(ParkedOperation operation, long timeoutMs, List<? extends K> keys) {
        Invariant.check(operation.watches == Watch.NONE && !operation.done, "an operation is parked once");
        if (parked.size() >= maxOperations) {
            return false;
        }
        Watch[] watches = new Watch[keys.size()];
        for (int i = 0; i < watches.length; i++) {
            WatchList list = watchers.computeIfAbsent(keys.get(i), key -> new WatchList());
            watches[i] = new Watch(operation, i, list);
            list.add(watches[i]);
        }
        operation.watches = watches;
        operation.deadline = timers.schedule(timeoutMs, () -> expire(operation));
        parked.add(operation);
        return true;
    }

    /** {@code key} has moved on: asks its watchers, the longest waiting first, whether that suffices. */
    public void wake(K key) {
        WatchList list = watchers.get(key);
        if (list == null) {
            return;
        }
        // Collected first: completing one operation may park or end others on this very key.
        List<ParkedOperation> complete = List.of();
        for (Watch watch = list.first; watch != null; watch = watch.next) {
            if (watch.operation.onProgress(watch.index)) {
                if (complete.isEmpty()) {
                    complete = new ArrayList<>();
                }
                complete.add(watch.operation);
            }
        }
        for (ParkedOperation operation : complete) {
            if (end(operation)) {
                operation.onComplete();
            }
        }
    }

    /** {@code key} is gone; whoever watched it has been woken and has ended. */
    public void forget(K key) {
        WatchList list = watchers.remove(key);
        Invariant.check(list == null || list.isEmpty(), "nobody waits for a key that is gone");
    }

    /** Ends every operation as its deadline would: the broker is shutting down. */
    public void expireAll() {
        for (ParkedOperation operation : new ArrayList<>(parked)) {
            expire(operation);
        }
    }

    /** Takes an operation out without a word: nobody waits for it any more. Returns false if it had ended. */
    public boolean cancel(ParkedOperation operation) {
        return end(operation);
    }

    private void expire(ParkedOperation operation) {
        if (end(operation)) {
            operation.onExpire();
        }
    }

    private boolean end(ParkedOperation operation) {
        if (operation.done || !parked.remove(operation)) {
            return false;
        }
        operation.done = true;
        for (Watch watch : operation.watches) {
            watch.list.remove(watch);
        }
        operation.watches = Watch.NONE;
        if (operation.deadline != null) {
            operation.deadline.cancel();
            operation.deadline = null;
        }
        return true;
    }
}
