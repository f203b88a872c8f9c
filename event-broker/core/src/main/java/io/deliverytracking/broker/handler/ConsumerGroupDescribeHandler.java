package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.group.ConsumerGroupSnapshot;
import io.deliverytracking.broker.group.ConsumerGroupSnapshot.AssignedTopic;
import io.deliverytracking.broker.group.GroupCoordinator;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.message.ConsumerGroupDescribeRequestData;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.Assignment;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.DescribedGroup;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.Member;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.TopicPartitions;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * ConsumerGroupDescribe: epochs, members and assignments of groups of the consumer protocol. Other groups are
 * GROUP_ID_NOT_FOUND here; a client then asks by DescribeGroups.
 *
 * <p>Source: KIP-848, KIP-1099 (member type, from version 1).
 */
public final class ConsumerGroupDescribeHandler
        implements ApiHandler<ConsumerGroupDescribeRequestData, ConsumerGroupDescribeResponseData> {

    private static final byte SPEAKS_CLASSIC_PROTOCOL = 0;
    private static final byte SPEAKS_CONSUMER_PROTOCOL = 1;

    private final GroupCoordinator groups;

    public ConsumerGroupDescribeHandler(GroupCoordinator groups) {
        this.groups = groups;
    }

    @Override
    public ApiKeys apiKey() {
        return ApiKeys.CONSUMER_GROUP_DESCRIBE;
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
            ConsumerGroupDescribeRequestData request,
            Reply<ConsumerGroupDescribeResponseData> reply) {
        DescribedGroups.<ConsumerGroupSnapshot, DescribedGroup>ask(
                request.groupIds(),
                groups::describeConsumerGroup,
                snapshot -> describe(snapshot, request.includeAuthorizedOperations()),
                ConsumerGroupDescribeHandler::refuse,
                described -> reply.send(new ConsumerGroupDescribeResponseData().setGroups(described)));
    }

    private static DescribedGroup describe(ConsumerGroupSnapshot snapshot, boolean includeAuthorizedOperations) {
        DescribedGroup group = new DescribedGroup()
                .setGroupId(snapshot.groupId())
                .setGroupState(snapshot.state())
                .setGroupEpoch(snapshot.groupEpoch())
                .setAssignmentEpoch(snapshot.assignmentEpoch())
                .setAssignorName(snapshot.assignor());
        if (includeAuthorizedOperations) {
            group.setAuthorizedOperations(DescribedGroups.ALL_OPERATIONS);
        }
        for (ConsumerGroupSnapshot.Member member : snapshot.members()) {
            group.members()
                    .add(new Member()
                            .setMemberId(member.memberId())
                            .setInstanceId(member.groupInstanceId())
                            .setRackId(member.rackId())
                            .setMemberEpoch(member.memberEpoch())
                            .setClientId(member.clientId())
                            .setClientHost(member.clientHost())
                            .setSubscribedTopicNames(List.copyOf(member.subscribedTopics()))
                            .setSubscribedTopicRegex(Objects.requireNonNullElse(member.subscribedRegex(), ""))
                            .setAssignment(assignment(member.assigned()))
                            .setTargetAssignment(assignment(member.target()))
                            .setMemberType(member.isClassic() ? SPEAKS_CLASSIC_PROTOCOL : SPEAKS_CONSUMER_PROTOCOL));
        }
        return group;
    }

    private static Assignment assignment(List<AssignedTopic> topics) {
        List<TopicPartitions> partitions = new ArrayList<>(topics.size());
        for (AssignedTopic topic : topics) {
            partitions.add(new TopicPartitions()
                    .setTopicId(topic.topicId())
                    .setTopicName(topic.topic())
                    .setPartitions(topic.partitions()));
        }
        return new Assignment().setTopicPartitions(partitions);
    }

    private static DescribedGroup refuse(String groupId, Errors error) {
        String message = error == Errors.GROUP_ID_NOT_FOUND ? "Group " + groupId + " not found." : error.message();
        return new DescribedGroup()
                .setGroupId(groupId)
                .setErrorCode(error.code())
                .setErrorMessage(message);
    }
}
