package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.DeleteOffsets;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.TopicDirectory;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponsePartition;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * OffsetDelete: an administrator makes a group forget how far it has read.
 *
 * <p>Source: KIP-496.
 */
public final class OffsetDeleteHandler implements ApiHandler<OffsetDeleteRequestData, OffsetDeleteResponseData> {

    private final GroupCoordinator groups;
    private final TopicDirectory topics;

    public OffsetDeleteHandler(GroupCoordinator groups, TopicDirectory topics) {
        this.groups = groups;
        this.topics = topics;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.OFFSET_DELETE;
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
    public void handle(RequestContext context, OffsetDeleteRequestData request, Reply<OffsetDeleteResponseData> reply) {
        OffsetDeleteResponseData response = new OffsetDeleteResponseData();
        List<OffsetDeleteResponsePartition> asked = new ArrayList<>();
        List<DeleteOffsets.Topic> known = new ArrayList<>();
        for (OffsetDeleteRequestTopic topic : request.topics()) {
            OffsetDeleteResponseTopic topicResponse = new OffsetDeleteResponseTopic().setName(topic.name());
            response.topics().add(topicResponse);
            List<Integer> partitions = new ArrayList<>();
            for (OffsetDeleteRequestPartition partition : topic.partitions()) {
                boolean exists = topics.hasPartition(topic.name(), partition.partitionIndex());
                Errors error = exists ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION;
                OffsetDeleteResponsePartition partitionResponse = new OffsetDeleteResponsePartition()
                        .setPartitionIndex(partition.partitionIndex())
                        .setErrorCode(error.code());
                topicResponse.partitions().add(partitionResponse);
                if (exists) {
                    asked.add(partitionResponse);
                    partitions.add(partition.partitionIndex());
                }
            }
            if (!partitions.isEmpty()) {
                known.add(new DeleteOffsets.Topic(topic.name(), partitions));
            }
        }
        // Asked even if nothing is left to delete: whether the group exists is part of the answer.
        groups.deleteOffsets(
                new DeleteOffsets.Request(request.groupId(), known),
                Answer.of(
                        answer -> {
                            fill(asked, answer);
                            reply.send(response);
                        },
                        error -> reply.send(new OffsetDeleteResponseData().setErrorCode(error.code()))));
    }

    /** The answer has the order of the question, and so have the places it goes to. */
    private static void fill(List<OffsetDeleteResponsePartition> asked, DeleteOffsets.Response answer) {
        int next = 0;
        for (DeleteOffsets.TopicResult topic : answer.topics()) {
            for (DeleteOffsets.PartitionResult partition : topic.partitions()) {
                asked.get(next++).setErrorCode(partition.error().code());
            }
        }
    }
}
