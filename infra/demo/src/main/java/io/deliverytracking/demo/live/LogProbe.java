package io.deliverytracking.demo.live;

import io.deliverytracking.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the broker, any broker, through Kafka's admin client: the same numbers on ours and on an Apache Kafka.
 *
 * <p>A group that has committed nothing for a partition lags by all of it that the log still has.
 * <p>Threading: confined to one thread, which blocks for at most the patience of each call.
 * <p>Ownership: the admin client, closed by {@link #close()}.
 */
public final class LogProbe implements AutoCloseable {

    /** The groups of the three consumers. */
    public static final List<String> GROUPS = List.of("location-consumer", "analytics-consumer", "db-writer");

    private static final List<String> TOPICS = List.of(Topics.DELIVERY_LOCATION_UPDATES, Topics.RESTAURANT_UPDATES);
    private static final int PATIENCE_MS = 3_000;

    private final Admin admin;
    private Map<TopicPartition, OffsetSpec> partitions = Map.of();

    public LogProbe(String bootstrapServers) {
        admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "delivery-demo",
                AdminClientConfig.RECEIVE_BUFFER_CONFIG,
                -1,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500,
                AdminClientConfig.METRICS_RECORDING_LEVEL_CONFIG,
                "INFO",
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                PATIENCE_MS));
    }

    /** The cluster's id: data of one cluster must not be mixed with another's. */
    public String clusterId() throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeCluster().clusterId().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** One sample. Fails while there is no broker, or the topics are not there yet. */
    public LogSample sample() throws ExecutionException, InterruptedException, TimeoutException {
        if (partitions.isEmpty()) {
            partitions = latestOfEach();
        }
        // Before the questions: who waits for a sample from after some moment must not get answers from before it.
        long takenAtNs = System.nanoTime();
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(partitions).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
        GROUPS.forEach(
                group -> all.put(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions.keySet())));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
                admin.listConsumerGroupOffsets(all).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);

        long locations = 0;
        long orders = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            if (end.getKey().topic().equals(Topics.DELIVERY_LOCATION_UPDATES)) {
                locations += end.getValue().offset();
            } else {
                orders += end.getValue().offset();
            }
        }
        Map<String, Long> lags = new HashMap<>();
        for (String group : GROUPS) {
            lags.put(group, lag(ends, committed.getOrDefault(group, Map.of())));
        }
        return new LogSample(takenAtNs, locations, orders, lags);
    }

    private long lag(Map<TopicPartition, ListOffsetsResultInfo> ends, Map<TopicPartition, OffsetAndMetadata> committed)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> untouched = new HashMap<>();
        long lag = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
            OffsetAndMetadata offset = committed.get(end.getKey());
            if (offset == null) {
                untouched.put(end.getKey(), OffsetSpec.earliest());
                lag += end.getValue().offset();
            } else {
                lag += Math.max(0, end.getValue().offset() - offset.offset());
            }
        }
        if (!untouched.isEmpty()) {
            for (ListOffsetsResultInfo start : admin.listOffsets(untouched)
                    .all()
                    .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .values()) {
                lag -= start.offset();
            }
        }
        return lag;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private Map<TopicPartition, OffsetSpec> latestOfEach()
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> found = new HashMap<>();
        for (TopicDescription topic : admin.describeTopics(TOPICS)
                .allTopicNames()
                .get(PATIENCE_MS, TimeUnit.MILLISECONDS)
                .values()) {
            topic.partitions()
                    .forEach(partition ->
                            found.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        return found;
    }
}
