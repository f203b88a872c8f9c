package io.deliverytracking.console.kafka;

import io.deliverytracking.console.config.ConsoleConfig;
import io.deliverytracking.console.kafka.LogFigures.Partition;
import io.deliverytracking.console.kafka.LogFigures.Topic;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers for the figures of the picture's topics and groups.
 *
 * <p>Committed offsets are asked for before end offsets, so that lag is never too small by what came in between.
 *
 * <p>Threading: any; the stages complete on the admin client's thread.
 *
 * <p>Failure: no brokers, or an answer that says so: the stage fails within the timeout. A topic that does not exist is left
 * out, and so are sizes that the brokers refuse to tell.
 */
@Singleton
public final class LogInquiry {

    private final Admin admin;
    private final List<String> topics;
    private final List<String> groups;
    private final int timeoutMs;

    LogInquiry(Admin admin, ConsoleConfig config) {
        this.admin = admin;
        this.topics = config.pipeline().topics();
        this.groups = config.pipeline().groups();
        this.timeoutMs = Math.toIntExact(config.pipeline().timeout().toMillis());
    }

    /** What the brokers say now. */
    public CompletionStage<LogFigures> ask() {
        return committed()
                .thenCompose(committed -> descriptions()
                        .thenCompose(descriptions -> ends(descriptions)
                                .thenCombine(bytes(), (ends, bytes) -> figures(descriptions, ends, bytes, committed))));
    }

    private CompletionStage<Map<String, Map<Partition, Long>>> committed() {
        Map<String, ListConsumerGroupOffsetsSpec> specs = new LinkedHashMap<>();
        groups.forEach(group -> specs.put(group, new ListConsumerGroupOffsetsSpec()));
        return admin.listConsumerGroupOffsets(specs, new ListConsumerGroupOffsetsOptions().timeoutMs(timeoutMs))
                .all()
                .toCompletionStage()
                .thenApply(answers -> {
                    Map<String, Map<Partition, Long>> committed = new LinkedHashMap<>();
                    answers.forEach((group, offsets) -> committed.put(group, offsetsOf(offsets)));
                    return committed;
                });
    }

    private static Map<Partition, Long> offsetsOf(Map<TopicPartition, OffsetAndMetadata> answer) {
        Map<Partition, Long> offsets = new HashMap<>();
        answer.forEach((partition, offset) -> {
            // Null where the group committed nothing.
            if (offset != null) {
                offsets.put(partitionOf(partition), offset.offset());
            }
        });
        return offsets;
    }

    /** Each topic by itself: one that is missing must not hide the others. */
    private CompletionStage<Map<String, TopicDescription>> descriptions() {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs(timeoutMs))
                .topicNameValues();
        Map<String, TopicDescription> found = new TreeMap<>();
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            all = all.thenCombine(Missing.asAbsent(answer.getValue().toCompletionStage()), (nothing, description) -> {
                description.ifPresent(there -> found.put(answer.getKey(), there));
                return nothing;
            });
        }
        return all.thenApply(nothing -> found);
    }

    private CompletionStage<Map<TopicPartition, ListOffsetsResultInfo>> ends(
            Map<String, TopicDescription> descriptions) {
        Map<TopicPartition, OffsetSpec> query = new HashMap<>();
        descriptions.forEach((topic, description) -> description
                .partitions()
                .forEach(
                        partition -> query.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        return admin.listOffsets(query, new ListOffsetsOptions().timeoutMs(timeoutMs))
                .all()
                .toCompletionStage();
    }

    /** By topic; empty if the brokers do not tell. */
    private CompletionStage<Map<String, Long>> bytes() {
        return admin.describeCluster(new DescribeClusterOptions().timeoutMs(timeoutMs))
                .nodes()
                .toCompletionStage()
                .thenCompose(
                        nodes -> admin.describeLogDirs(ids(nodes), new DescribeLogDirsOptions().timeoutMs(timeoutMs))
                                .allDescriptions()
                                .toCompletionStage())
                .thenApply(LogInquiry::bytesByTopic)
                .exceptionally(untold -> Map.of());
    }

    private static List<Integer> ids(Collection<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    private static Map<String, Long> bytesByTopic(Map<Integer, Map<String, LogDirDescription>> brokers) {
        Map<String, Long> bytes = new HashMap<>();
        brokers.values()
                .forEach(directories -> directories
                        .values()
                        .forEach(directory -> directory
                                .replicaInfos()
                                .forEach((partition, replica) ->
                                        bytes.merge(partition.topic(), replica.size(), Long::sum))));
        return bytes;
    }

    private static LogFigures figures(
            Map<String, TopicDescription> descriptions,
            Map<TopicPartition, ListOffsetsResultInfo> ends,
            Map<String, Long> bytes,
            Map<String, Map<Partition, Long>> committed) {
        Map<String, Map<Partition, Long>> byTopic = new LinkedHashMap<>();
        descriptions.keySet().forEach(topic -> byTopic.put(topic, new HashMap<>()));
        ends.forEach((partition, end) -> byTopic.computeIfAbsent(partition.topic(), any -> new HashMap<>())
                .put(partitionOf(partition), end.offset()));
        List<Topic> topics = byTopic.entrySet().stream()
                .map(topic -> new Topic(topic.getKey(), topic.getValue(), size(bytes.get(topic.getKey()))))
                .toList();
        return new LogFigures(topics, committed);
    }

    private static OptionalLong size(@Nullable Long bytes) {
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    private static Partition partitionOf(TopicPartition partition) {
        return new Partition(partition.topic(), partition.partition());
    }
}
