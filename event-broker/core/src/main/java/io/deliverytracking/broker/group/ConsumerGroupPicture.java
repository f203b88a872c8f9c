package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupSnapshot.AssignedTopic;
import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import io.deliverytracking.broker.group.assignor.PartitionAssignor;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.List;

/** A group of the consumer protocol as people see it. A topic that is gone is not shown: it has no name any more. */
final class ConsumerGroupPicture {

    private static final int NOT_SAID_BY_MEMBERS = -1;

    private ConsumerGroupPicture() {}

    static ConsumerGroupSnapshot describe(
            ConsumerGroup group, List<PartitionAssignor> assignors, TopicDirectory topics) {
        List<ConsumerGroupSnapshot.Member> members =
                new ArrayList<>(group.members().size());
        for (ConsumerMember member : group.members().all()) {
            ConsumerMemberMetadata metadata = member.metadata();
            members.add(new ConsumerGroupSnapshot.Member(
                    member.memberId(),
                    metadata.groupInstanceId(),
                    metadata.rackId(),
                    member.epoch(),
                    metadata.clientId(),
                    metadata.clientHost(),
                    metadata.subscribedTopics(),
                    metadata.regex(),
                    member.isClassic(),
                    named(member.current().held(), topics),
                    named(group.targetOf(member.memberId()), topics)));
        }
        return new ConsumerGroupSnapshot(
                group.groupId(),
                group.stateName(),
                group.groupEpoch().epoch(),
                group.targetEpoch().epoch(),
                TargetAssignment.assignorOf(group, assignors).name(),
                members);
    }

    static GroupSnapshot snapshot(
            ConsumerGroup group,
            int coordinatorPartition,
            List<GroupSnapshot.TopicOffsets> committedOffsets,
            TopicDirectory topics) {
        List<GroupSnapshot.Member> members = new ArrayList<>(group.members().size());
        for (ConsumerMember member : group.members().all()) {
            ConsumerMemberMetadata metadata = member.metadata();
            List<TopicPartitions> assigned = new ArrayList<>();
            named(member.current().assigned().toPartitionSet(), topics)
                    .forEach(topic -> assigned.add(new TopicPartitions(topic.topic(), topic.partitions())));
            members.add(new GroupSnapshot.Member(
                    member.memberId(),
                    metadata.groupInstanceId(),
                    metadata.clientId(),
                    metadata.clientHost(),
                    metadata.classic() == null
                            ? NOT_SAID_BY_MEMBERS
                            : metadata.classic().sessionTimeoutMs(),
                    metadata.rebalanceTimeoutMs(),
                    Member.NO_BYTES,
                    Member.NO_BYTES,
                    assigned));
        }
        return new GroupSnapshot(
                group.groupId(),
                group.stateName(),
                group.typeName(),
                group.protocolType(),
                null,
                group.groupEpoch().epoch(),
                null,
                coordinatorPartition,
                GroupMetadata.NO_TIMESTAMP,
                members,
                committedOffsets);
    }

    private static List<AssignedTopic> named(PartitionSet partitions, TopicDirectory topics) {
        List<AssignedTopic> named = new ArrayList<>();
        partitions.byTopic().forEach((topicId, ofTopic) -> {
            String name = topics.topicName(topicId);
            if (name != null) {
                named.add(new AssignedTopic(topicId, name, List.copyOf(ofTopic)));
            }
        });
        return named;
    }
}
