package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.Answer;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat;
import io.deliverytracking.broker.group.GroupCoordinator;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.List;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData.Assignment;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData.TopicPartitions;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/**
 * ConsumerGroupHeartbeat: a member of the consumer protocol joins, lives, leaves.
 *
 * <p>From version 1 members make their ids (KIP-1082) and may subscribe by regular expression.
 *
 * <p>Source: KIP-848.
 */
public final class ConsumerGroupHeartbeatHandler
        implements ApiHandler<ConsumerGroupHeartbeatRequestData, ConsumerGroupHeartbeatResponseData> {

    private static final short FIRST_WITH_OWN_MEMBER_IDS = 1;

    private final GroupCoordinator groups;

    public ConsumerGroupHeartbeatHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.CONSUMER_GROUP_HEARTBEAT;
    }

    @Override
    public short lowestVersion() {
        return 0;
    }

    @Override
    public short highestVersion() {
        return 1;
    }

    @Override
    public void handle(
            RequestContext context,
            ConsumerGroupHeartbeatRequestData request,
            Reply<ConsumerGroupHeartbeatResponseData> reply) {
        groups.consumerGroupHeartbeat(
                question(context, request),
                Answer.of(
                        answer -> reply.send(response(answer)),
                        error -> reply.send(new ConsumerGroupHeartbeatResponseData().setErrorCode(error.code()))));
    }

    private static ConsumerGroupHeartbeat.Request question(
            RequestContext context, ConsumerGroupHeartbeatRequestData request) {
        return new ConsumerGroupHeartbeat.Request(
                request.groupId(),
                request.memberId(),
                request.memberEpoch(),
                request.instanceId(),
                request.rackId(),
                context.clientIdOrEmpty(),
                context.clientHost(),
                request.rebalanceTimeoutMs(),
                request.subscribedTopicNames(),
                request.subscribedTopicRegex(),
                request.serverAssignor(),
                partitions(request.topicPartitions()),
                context.apiVersion() >= FIRST_WITH_OWN_MEMBER_IDS);
    }

    private static @Nullable PartitionSet partitions(
            @Nullable List<ConsumerGroupHeartbeatRequestData.TopicPartitions> topics) {
        if (topics == null) {
            return null;
        }
        PartitionSet.Builder partitions = new PartitionSet.Builder();
        topics.forEach(topic -> partitions.addAll(topic.topicId(), topic.partitions()));
        return partitions.build();
    }

    private static ConsumerGroupHeartbeatResponseData response(ConsumerGroupHeartbeat.Response answer) {
        ConsumerGroupHeartbeatResponseData response = new ConsumerGroupHeartbeatResponseData()
                .setErrorCode(answer.error().code())
                .setErrorMessage(answer.message())
                .setMemberId(answer.memberId())
                .setMemberEpoch(answer.memberEpoch())
                .setHeartbeatIntervalMs(answer.heartbeatIntervalMs());
        PartitionSet assigned = answer.assignment();
        if (assigned != null) {
            Assignment assignment = new Assignment();
            assigned.byTopic()
                    .forEach((topicId, partitions) -> assignment
                            .topicPartitions()
                            .add(new TopicPartitions().setTopicId(topicId).setPartitions(List.copyOf(partitions))));
            response.setAssignment(assignment);
        }
        return response;
    }
}
