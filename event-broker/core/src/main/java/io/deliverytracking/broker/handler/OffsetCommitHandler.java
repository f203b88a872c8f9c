package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.CommitOffsets;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.TopicDirectory;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponsePartition;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * OffsetCommit: how far a group has read. Offsets of topics and partitions that do not exist are refused one
 * by one; the rest goes to the coordinator in one piece.
 *
 * <p>Topics are named by name up to version 9, by id from version 10 (KIP-848). The id is kept with the offset
 * in all versions.
 */
public final class OffsetCommitHandler implements ApiHandler<OffsetCommitRequestData, OffsetCommitResponseData> {

    private static final short FIRST_WITH_GROUP_ID_NOT_FOUND = 9;
    private static final short FIRST_WITH_TOPIC_IDS = 10;

    private final GroupCoordinator groups;
    private final TopicDirectory topics;

    public OffsetCommitHandler(GroupCoordinator groups, TopicDirectory topics) {
        this.groups = groups;
        this.topics = topics;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.OFFSET_COMMIT;
    }

    @Override
    public short lowestVersion() {
        return 2;
    }

    @Override
    public short highestVersion() {
        return 10;
    }

    @Override
    public void handle(RequestContext context, OffsetCommitRequestData request, Reply<OffsetCommitResponseData> reply) {
        boolean byId = context.apiVersion() >= FIRST_WITH_TOPIC_IDS;
        OffsetCommitResponseData response = new OffsetCommitResponseData();
        List<OffsetCommitResponsePartition> asked = new ArrayList<>();
        List<CommitOffsets.Topic> known = new ArrayList<>();
        for (OffsetCommitRequestTopic topic : request.topics()) {
            OffsetCommitResponseTopic topicResponse =
                    new OffsetCommitResponseTopic().setName(topic.name()).setTopicId(topic.topicId());
            response.topics().add(topicResponse);
            String name = byId ? topics.topicName(topic.topicId()) : topic.name();
            List<CommitOffsets.Partition> partitions = new ArrayList<>();
            for (OffsetCommitRequestPartition partition : topic.partitions()) {
                Errors error = check(name, partition.partitionIndex());
                OffsetCommitResponsePartition partitionResponse = new OffsetCommitResponsePartition()
                        .setPartitionIndex(partition.partitionIndex())
                        .setErrorCode(error.code());
                topicResponse.partitions().add(partitionResponse);
                if (error == Errors.NONE) {
                    asked.add(partitionResponse);
                    partitions.add(question(partition));
                }
            }
            if (name != null && !partitions.isEmpty()) {
                Uuid topicId = byId ? topic.topicId() : topics.topicId(name);
                known.add(new CommitOffsets.Topic(name, topicId, partitions));
            }
        }
        if (known.isEmpty()) {
            reply.send(response);
            return;
        }
        groups.commitOffsets(
                question(context, request, known),
                Answer.of(
                        answer -> {
                            fill(asked, answer);
                            reply.send(response);
                        },
                        error -> {
                            asked.forEach(partition -> partition.setErrorCode(error.code()));
                            reply.send(response);
                        }));
    }

    private Errors check(@Nullable String topic, int partition) {
        if (topic == null) {
            return Errors.UNKNOWN_TOPIC_ID;
        }
        return topics.hasPartition(topic, partition) ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }

    private static CommitOffsets.Request question(
            RequestContext context, OffsetCommitRequestData request, List<CommitOffsets.Topic> known) {
        return new CommitOffsets.Request(
                request.groupId(),
                request.generationIdOrMemberEpoch(),
                request.memberId(),
                request.groupInstanceId(),
                request.retentionTimeMs(),
                context.apiVersion() >= FIRST_WITH_GROUP_ID_NOT_FOUND,
                known);
    }

    private static CommitOffsets.Partition question(OffsetCommitRequestPartition partition) {
        return new CommitOffsets.Partition(
                partition.partitionIndex(),
                partition.committedOffset(),
                partition.committedLeaderEpoch(),
                partition.committedMetadata());
    }

    /** The answer has the order of the question, and so have the places it goes to. */
    private static void fill(List<OffsetCommitResponsePartition> asked, CommitOffsets.Response answer) {
        int next = 0;
        for (CommitOffsets.TopicResult topic : answer.topics()) {
            for (CommitOffsets.PartitionResult partition : topic.partitions()) {
                asked.get(next++).setErrorCode(partition.error().code());
            }
        }
    }
}
