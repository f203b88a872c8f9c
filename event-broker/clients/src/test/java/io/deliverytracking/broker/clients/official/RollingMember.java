package io.deliverytracking.broker.clients.official;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/**
 * A consumer on a thread of its own, which reads and then commits, until it is closed: what it could not commit somebody
 * reads again.
 */
final class RollingMember implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final String topic;
    private final Queue<String> received;
    private final Thread thread;
    private volatile boolean closing;
    private volatile Set<TopicPartition> assignment = Set.of();
    private volatile @Nullable Throwable fault;

    /** @param received takes the values that it reads; thread-safe */
    RollingMember(KafkaConsumer<String, String> consumer, String topic, Queue<String> received) {
        this.consumer = consumer;
        this.topic = topic;
        this.received = received;
        this.thread = new Thread(this::run, "rolling-member");
        thread.start();
    }

    Set<TopicPartition> assignment() {
        return assignment;
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (!closing) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(100));
                assignment = Set.copyOf(consumer.assignment());
                for (ConsumerRecord<String, String> record : records) {
                    received.add(record.value());
                }
                if (!records.isEmpty()) {
                    commit();
                }
            }
        } catch (RuntimeException | Error e) {
            fault = e;
        }
    }

    private void commit() {
        try {
            consumer.commitSync();
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // Partitions move meanwhile: the next owner goes on from the commit before.
        }
    }

    /** Says goodbye, and tells what went wrong meanwhile. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Throwable failed = fault;
        if (failed != null) {
            throw new AssertionError("A member of the group failed", failed);
        }
    }
}
