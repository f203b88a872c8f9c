package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.Refusals;
import io.deliverytracking.analytics.domain.WindowHistory;
import io.deliverytracking.analytics.domain.WindowSettings;
import io.deliverytracking.analytics.journal.JournalState;
import io.deliverytracking.events.Topics;
import io.deliverytracking.service.kafka.Undecodable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A member of the group with nothing but the official client around the feed: one poll after another, on its own thread. */
final class Member implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final WindowSettings SETTINGS =
            new WindowSettings(1_000, 5_000, 5_000, 5_000, 525_200_000, 134_050_000, 8, 7_200_000, 1_000);

    final WindowHistory history = new WindowHistory(1_000, 10);
    private final Refusals refusals = new Refusals();
    final AnalyticsFeed feed = new AnalyticsFeed(
            SETTINGS,
            history,
            refusals,
            Topics.DELIVERY_LOCATION_UPDATES,
            Topics.RESTAURANT_UPDATES,
            new Undecodable());

    private final String bootstrapServers;
    private final Path directory;
    private final Thread thread = new Thread(this::read, "member");
    private volatile boolean closing;

    /** @param directory its own */
    Member(String bootstrapServers, Path directory) {
        this.bootstrapServers = bootstrapServers;
        this.directory = directory;
        thread.start();
    }

    int partitions() {
        return feed.status().partitions().size();
    }

    private void read() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", "analytics-consumer");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("partition.assignment.strategy", RangeAssignor.class.getName());
        settings.put("heartbeat.interval.ms", 100);
        settings.put("receive.buffer.bytes", -1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                Checkpoints checkpoints = new Checkpoints(
                        feed, history, refusals, directory, new ClusterId(admin, PATIENCE), new JournalState());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(
                    List.of(Topics.DELIVERY_LOCATION_UPDATES, Topics.RESTAURANT_UPDATES),
                    listener(consumer, admin, checkpoints));
            while (!closing) {
                ConsumerRecords<byte[], byte[]> poll = consumer.poll(Duration.ofMillis(50));
                if (!poll.isEmpty()) {
                    feed.apply(poll, consumer.groupMetadata().generationId());
                }
                feed.tick(System.nanoTime(), Backlog.of(consumer));
                Map<TopicPartition, OffsetAndMetadata> commits = checkpoints.take();
                if (!commits.isEmpty()) {
                    consumer.commitAsync(commits, (offsets, fault) -> {
                        if (fault != null) {
                            feed.commitFailed();
                        }
                    });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ConsumerRebalanceListener listener(
            KafkaConsumer<byte[], byte[]> consumer, Admin admin, Checkpoints checkpoints) {
        Assignments assignments = new Assignments(feed, new TopicIds(admin, PATIENCE), checkpoints);
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                assignments.onPartitionsRevoked(consumer, partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assignments.onPartitionsAssigned(consumer, partitions);
            }
        };
    }

    /** Leaves the group. */
    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
