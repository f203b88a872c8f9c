package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.domain.LogBounds;
import io.deliverytracking.dbwriter.domain.LogDirectory;
import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogInquiry;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What the cluster says of itself: its id, its topics' ids, and where each partition begins and ends.
 *
 * <p>Threading: any thread; blocks for at most {@link #TIMEOUT_MS} a question.
 *
 * <p>Failure: {@link KafkaException}, also for a topic that does not exist.
 */
public final class LogAdmin implements LogDirectory, AutoCloseable {
    private static final long TIMEOUT_MS = 15_000;

    private final Admin admin;

    public LogAdmin(Admin admin) {
        this.admin = admin;
    }

    /** A partition's log as it is now. */
    public record LogState(LogIdentity identity, LogBounds bounds) {}

    /** The logs of some partitions. Bounds are read after the identity: they are bounds of that log or of a later one. */
    public Map<TopicPartition, LogState> describe(Collection<TopicPartition> partitions) {
        String clusterId = get(admin.describeCluster().clusterId());
        Map<String, LogIdentity> identities = identities(
                clusterId, partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, LogState> states = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long start = value(starts, partition);
            // Retention may have moved the start between the two questions.
            long end = Math.max(start, value(ends, partition));
            states.put(partition, new LogState(value(identities, partition.topic()), new LogBounds(start, end)));
        }
        return states;
    }

    /** Those of the topics that exist. */
    public Set<String> existing(Set<String> topics) {
        Set<String> all = get(admin.listTopics().names());
        return topics.stream().filter(all::contains).collect(Collectors.toSet());
    }

    /** The id of the topic of this name, if there is one. Blocks for at most some seconds. */
    public Optional<UUID> topicId(String topic) {
        return TopicIdInquiry.idOf(admin, topic);
    }

    @Override
    public LogInquiry ask(Set<LogIdentity> logs) {
        return TopicIdInquiry.begin(admin, logs);
    }

    private Map<String, LogIdentity> identities(String clusterId, Set<String> topics) {
        Map<String, TopicDescription> descriptions =
                get(admin.describeTopics(List.copyOf(topics)).allTopicNames());
        Map<String, LogIdentity> identities = new HashMap<>();
        descriptions.forEach((topic, description) ->
                identities.put(topic, new LogIdentity(clusterId, javaUuid(description.topicId()), topic)));
        return identities;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        partitions.forEach(partition -> query.put(partition, spec));
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                get(admin.listOffsets(query).all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    static UUID javaUuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private static <K, V> V value(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new KafkaException("the cluster did not answer for " + key);
        }
        return value;
    }

    private static <T> T get(KafkaFuture<T> future) {
        return get(future, TIMEOUT_MS);
    }

    static <T> T get(KafkaFuture<T> future, long timeoutMs) {
        try {
            return future.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer in " + timeoutMs + " ms", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
