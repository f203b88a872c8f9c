package io.deliverytracking.service.reading;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The one place for a poll between the thread that reads it and the one that takes it in, and the switch that ends both.
 *
 * <p>Threading: any thread; the monitor of this object is held for assignments only.
 */
final class Handover {

    /**
     * What one poll read.
     *
     * @param generation of the group at that time
     */
    record Poll(ConsumerRecords<byte[], byte[]> records, int generation) {

        private @Nullable Poll without(Collection<TopicPartition> gone) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> left = new LinkedHashMap<>();
            for (TopicPartition partition : records.partitions()) {
                if (!gone.contains(partition)) {
                    left.put(partition, records.records(partition));
                }
            }
            return left.isEmpty() ? null : new Poll(new ConsumerRecords<>(left, records.nextOffsets()), generation);
        }
    }

    private @Nullable Poll waiting;
    private boolean ended;

    /** Ends every wait, for good; what waits is taken by nobody. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    /** Waits until there is room for a poll; false if there is none after {@code ms}, or this has ended. */
    synchronized boolean awaitRoom(long ms) {
        return await(() -> waiting == null, ms);
    }

    /** Lets time go by; less of it if this ends. */
    synchronized void rest(long ms) {
        await(() -> false, ms);
    }

    /** Puts a poll there; there has to be room. */
    synchronized void put(Poll poll) {
        if (waiting != null) {
            throw new IllegalStateException("a poll of " + waiting.records().count() + " records waits already");
        }
        waiting = poll;
        notifyAll();
    }

    /** Takes what these partitions gave out of the poll that waits, if one does. */
    synchronized void withdraw(Collection<TopicPartition> gone) {
        if (waiting != null) {
            waiting = waiting.without(gone);
            notifyAll();
        }
    }

    /** The next poll, or null at the end. */
    synchronized @Nullable Poll take() {
        await(() -> waiting != null, Long.MAX_VALUE);
        Poll next = ended ? null : waiting;
        waiting = null;
        notifyAll();
        return next;
    }

    private boolean await(BooleanSupplier condition, long ms) {
        long startNs = System.nanoTime();
        long limitNs = TimeUnit.MILLISECONDS.toNanos(ms);
        for (long leftNs = limitNs;
                leftNs > 0 && !ended && !condition.getAsBoolean();
                leftNs = limitNs - (System.nanoTime() - startNs)) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            } catch (InterruptedException e) {
                // Whoever interrupts one of the two threads wants it to end, and one is nothing without the other.
                ended = true;
                notifyAll();
            }
        }
        return !ended && condition.getAsBoolean();
    }
}
