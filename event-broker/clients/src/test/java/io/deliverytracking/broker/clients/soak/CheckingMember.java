package io.deliverytracking.broker.clients.soak;

import io.deliverytracking.broker.clients.ClientProcess;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A member of the group that reads, checks and commits by itself every second, as most applications do.
 *
 * <p>Invariant: of each partition it has read the numbers 0 to {@code next} - 1, each once and in order.
 *
 * <p>Threading: polls in a thread of its own; the members share {@code next}, each the partitions that it owns.
 */
final class CheckingMember implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AtomicLongArray next;
    private final Thread thread;
    private volatile int rebalances;
    private volatile int owned;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;

    CheckingMember(String bootstrapServers, String group, String topic, AtomicLongArray next) {
        this.next = next;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "auto.offset.reset",
                "earliest",
                "auto.commit.interval.ms",
                1_000,
                "receive.buffer.bytes",
                -1,
                "max.poll.records",
                10_000);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(() -> run(topic), "checking-member");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(String topic) {
        try (consumer) {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    owned = 0;
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    // Counted first: who sees what it owns must find it counted.
                    rebalances++;
                    owned = partitions.size();
                }
            });
            while (!closing) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    check(record);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void check(ConsumerRecord<byte[], byte[]> record) {
        long number = ByteBuffer.wrap(record.value()).getLong();
        long expected = next.get(record.partition());
        if (number != expected) {
            throw new AssertionError((number < expected ? "repeated: " : "lost: ") + "number " + number + " where "
                    + expected + " was to come, in partition " + record.partition() + " at offset "
                    + record.offset());
        }
        next.set(record.partition(), expected + 1);
    }

    /** How often it was given an assignment. */
    int rebalances() {
        return rebalances;
    }

    /** Partitions that it has. */
    int owned() {
        return owned;
    }

    void requireHealthy() {
        if (failure != null) {
            throw new AssertionError("a member failed", failure);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(ClientProcess.PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
