package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.reckoning.EventRange;
import io.deliverytracking.demo.reckoning.StoredEvents.LocationVisitor;
import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.v1.RiderLocation;
import io.deliverytracking.loadtest.application.UnstoredEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The end of the log that its writer has not stored, record by record. Writer and application have to be gone.
 *
 * <p>Failure: {@link IOException} when the broker does not answer, or goes on without an end.
 */
final class LogRemainder implements UnstoredEvents {

    private static final int PATIENCE_MS = 10_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final Map<Integer, Long> stored;

    /** @param stored the next offset to store, by partition; one that is not there begins at the log's start */
    LogRemainder(String bootstrapServers, Map<Integer, Long> stored) {
        this.bootstrapServers = bootstrapServers;
        this.stored = Map.copyOf(stored);
    }

    @Override
    public long visit(EventRange range, LocationVisitor visitor) throws IOException {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return visit(consumer, range, visitor);
        } catch (KafkaException e) {
            throw new IOException("the rest of the log can't be read: " + e.getMessage(), e);
        }
    }

    private long visit(Consumer<byte[], byte[]> consumer, EventRange range, LocationVisitor visitor)
            throws IOException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(Topics.DELIVERY_LOCATION_UPDATES)) {
            partitions.add(new TopicPartition(partition.topic(), partition.partition()));
        }
        if (partitions.isEmpty()) {
            throw new IOException("the rest of the log can't be read: its topic is gone");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            // What retention deleted before it was read is no longer in the log; the writer's own account of gaps is
            // not complete yet.
            consumer.seek(
                    partition,
                    Math.max(starts.getOrDefault(partition, 0L), stored.getOrDefault(partition.partition(), 0L)));
        }
        long visited = 0;
        long deadlineNs = deadline();
        while (isBehind(consumer, ends)) {
            int read = 0;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                visited += visit(record, range, visitor);
                read++;
            }
            if (read > 0) {
                deadlineNs = deadline();
            } else if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException("the rest of the log can't be read: the broker sends nothing more");
            }
        }
        return visited;
    }

    private static long visit(ConsumerRecord<byte[], byte[]> record, EventRange range, LocationVisitor visitor) {
        try {
            RiderLocation location = LocationCodec.decode(record.value());
            if (range.contains(location.getSession(), location.getRiderId())) {
                visitor.visit(
                        location.getSession(),
                        location.getRiderId(),
                        location.getSequence(),
                        record.partition(),
                        record.offset());
                return 1;
            }
        } catch (EventFormatException e) {
            // No event of ours; the application sends none that can't be read.
        }
        return 0;
    }

    private static boolean isBehind(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "load-test-account",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        // A topic that is gone is an error, and no empty log.
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        PATIENCE_MS,
                        ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                        -1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
