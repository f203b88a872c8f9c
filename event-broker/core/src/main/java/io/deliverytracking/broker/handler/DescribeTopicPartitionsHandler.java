package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.metadata.MetadataController;
import io.deliverytracking.broker.metadata.MetadataImage;
import io.deliverytracking.broker.metadata.PartitionImage;
import io.deliverytracking.broker.metadata.TopicImage;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * DescribeTopicPartitions: topics in the order of their names, page by page. The cursor names the
 * first partition that the page before had no place for.
 *
 * <p>Unlike Apache Kafka: no partition has eligible leader replicas beyond its in-sync ones yet.
 *
 * <p>Source: KIP-966.
 */
public final class DescribeTopicPartitionsHandler
        implements ApiHandler<DescribeTopicPartitionsRequestData, DescribeTopicPartitionsResponseData> {

    /** {@code max.request.partition.size.limit}, at Apache Kafka's default. */
    private static final int MAX_PARTITIONS = 2000;

    private final MetadataController controller;

    public DescribeTopicPartitionsHandler(MetadataController controller) {
        this.controller = controller;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.DESCRIBE_TOPIC_PARTITIONS;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 0;
    }

    @Override
    public void handle(
            RequestContext context,
            DescribeTopicPartitionsRequestData request,
            Reply<DescribeTopicPartitionsResponseData> reply) {
        DescribeTopicPartitionsRequestData.Cursor cursor = request.cursor();
        if (cursor != null && !isValid(cursor, request)) {
            reply.send(refused(request, Errors.INVALID_REQUEST));
            return;
        }
        MetadataImage image = controller.image();
        Page page = new Page(
                new TopicDescriber(image, context.listenerName()),
                Math.max(1, Math.min(MAX_PARTITIONS, request.responsePartitionLimit())));
        for (Map.Entry<String, @Nullable TopicImage> entry :
                wanted(image, request).entrySet()) {
            int first = cursor != null && cursor.topicName().equals(entry.getKey()) ? cursor.partitionIndex() : 0;
            if (!page.add(entry.getKey(), entry.getValue(), first)) {
                break;
            }
        }
        reply.send(page.response);
    }

    /** A cursor names a partition, and a topic that was asked for, where topics are named. */
    private static boolean isValid(
            DescribeTopicPartitionsRequestData.Cursor cursor, DescribeTopicPartitionsRequestData request) {
        return cursor.partitionIndex() >= 0
                && (request.topics().isEmpty()
                        || request.topics().stream()
                                .anyMatch(topic -> topic.name().equals(cursor.topicName())));
    }

    private static DescribeTopicPartitionsResponseData refused(
            DescribeTopicPartitionsRequestData request, Errors error) {
        DescribeTopicPartitionsResponseData response = new DescribeTopicPartitionsResponseData();
        for (TopicRequest topic : request.topics()) {
            response.topics()
                    .add(new DescribeTopicPartitionsResponseTopic()
                            .setName(topic.name())
                            .setErrorCode(error.code()));
        }
        return response;
    }

    /** By name; null for one that doesn't exist. Everything from the cursor on when no topic is named. */
    private static SortedMap<String, @Nullable TopicImage> wanted(
            MetadataImage image, DescribeTopicPartitionsRequestData request) {
        TreeMap<String, @Nullable TopicImage> wanted = new TreeMap<>();
        if (request.topics().isEmpty()) {
            image.topics().forEach(topic -> wanted.put(topic.name(), topic));
        } else {
            for (TopicRequest topic : request.topics()) {
                wanted.put(topic.name(), image.topic(topic.name()));
            }
        }
        DescribeTopicPartitionsRequestData.Cursor cursor = request.cursor();
        return cursor == null ? wanted : wanted.tailMap(cursor.topicName(), true);
    }

    private static final class Page {
        private final DescribeTopicPartitionsResponseData response = new DescribeTopicPartitionsResponseData();
        private final TopicDescriber describer;
        private int room;

        Page(TopicDescriber describer, int room) {
            this.describer = describer;
            this.room = room;
        }

        /** Adds a topic's partitions from {@code first} on; false when the page is full. */
        boolean add(String name, @Nullable TopicImage topic, int first) {
            if (topic == null) {
                Errors error = Topic.isValid(name) ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.INVALID_TOPIC_EXCEPTION;
                response.topics()
                        .add(new DescribeTopicPartitionsResponseTopic()
                                .setName(name)
                                .setErrorCode(error.code())
                                .setIsInternal(Topic.isInternal(name))
                                .setTopicAuthorizedOperations(AuthorizedOperations.ALL_ON_TOPIC));
                return true;
            }
            if (room == 0) {
                response.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(first));
                return false;
            }
            DescribeTopicPartitionsResponseTopic described = new DescribeTopicPartitionsResponseTopic()
                    .setName(name)
                    .setTopicId(topic.id())
                    .setIsInternal(topic.isInternal())
                    .setTopicAuthorizedOperations(AuthorizedOperations.ALL_ON_TOPIC);
            response.topics().add(described);
            for (int index = first; index < topic.partitionCount(); index++) {
                if (room == 0) {
                    response.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(index));
                    return false;
                }
                room--;
                described.partitions().add(describe(topic.partitions().get(index)));
            }
            return true;
        }

        private DescribeTopicPartitionsResponsePartition describe(PartitionImage partition) {
            return new DescribeTopicPartitionsResponsePartition()
                    .setErrorCode(describer.error(partition, true).code())
                    .setPartitionIndex(partition.partition())
                    .setLeaderId(describer.leader(partition))
                    .setLeaderEpoch(partition.leaderEpoch())
                    .setReplicaNodes(partition.replicas())
                    .setIsrNodes(partition.isr())
                    .setEligibleLeaderReplicas(List.of())
                    .setLastKnownElr(List.of())
                    .setOfflineReplicas(describer.offline(partition));
        }
    }
}
