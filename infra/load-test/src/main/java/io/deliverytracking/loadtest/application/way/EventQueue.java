package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an application holds that was sent to it and that the database has not got yet: first in, first out, bounded by bytes.
 *
 * <p>Invariant: bytes and events count from {@link #put} to {@link #settled}, so what a worker has in hand counts, too: a Kafka
 * producer's buffer works the same way, and the bounds are compared. Only encoded bytes are counted, there as here; objects around
 * them cost both sides about three times as much memory.
 *
 * <p>Threading: one thread puts, any number take.
 */
final class EventQueue {

    private final LinkedBlockingQueue<Event> waiting = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final long limitBytes;

    /** @param limitBytes 0 for none */
    EventQueue(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    boolean hasRoom(int eventBytes) {
        return limitBytes == 0 || bytes.get() + eventBytes <= limitBytes;
    }

    void put(Event event) {
        bytes.addAndGet(event.bytes());
        events.incrementAndGet();
        waiting.add(event);
    }

    /** Waits for the next event. */
    Event take() throws InterruptedException {
        return waiting.take();
    }

    /** Waits for the next event, and then for more until there are {@code max} or {@code gatherNs} have gone by. */
    void takeBatch(List<Event> batch, int max, long gatherNs) throws InterruptedException {
        batch.add(waiting.take());
        long deadlineNs = System.nanoTime() + gatherNs;
        while (true) {
            waiting.drainTo(batch, max - batch.size());
            long leftNs = deadlineNs - System.nanoTime();
            if (batch.size() == max || leftNs <= 0) {
                return;
            }
            Event next = waiting.poll(leftNs, TimeUnit.NANOSECONDS);
            if (next != null) {
                batch.add(next);
            }
        }
    }

    /** The event no longer needs its place. */
    void settled(Event event) {
        bytes.addAndGet(-event.bytes());
        events.decrementAndGet();
    }

    long bytes() {
        return bytes.get();
    }

    /** Events that were put and are not settled. */
    long events() {
        return events.get();
    }
}
