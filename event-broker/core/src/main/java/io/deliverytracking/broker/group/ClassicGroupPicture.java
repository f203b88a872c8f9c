package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A group of the classic protocol as people see it. */
final class ClassicGroupPicture {

    private static final Logger LOG = LoggerFactory.getLogger(ClassicGroupPicture.class);

    private ClassicGroupPicture() {}

    static GroupSnapshot snapshot(
            ClassicGroup group, int coordinatorPartition, List<GroupSnapshot.TopicOffsets> committedOffsets) {
        boolean stable = group.state().isStable();
        List<GroupSnapshot.Member> members = new ArrayList<>(group.members().size());
        for (Member member : group.members().all()) {
            members.add(new GroupSnapshot.Member(
                    member.memberId(),
                    member.groupInstanceId(),
                    member.clientId(),
                    member.clientHost(),
                    member.sessionTimeoutMs(),
                    member.rebalanceTimeoutMs(),
                    stable ? member.subscription(group.protocol()) : Member.NO_BYTES,
                    member.assignment(),
                    group.hasConsumers() ? assignedPartitions(member) : List.of()));
        }
        String protocolType = group.protocolType();
        return new GroupSnapshot(
                group.groupId(),
                group.state().displayName(),
                ClassicGroup.TYPE,
                protocolType == null ? "" : protocolType,
                stable ? group.protocol() : null,
                group.generationId(),
                group.leaderId(),
                coordinatorPartition,
                group.stateSinceMs(),
                members,
                committedOffsets);
    }

    private static List<TopicPartitions> assignedPartitions(Member member) {
        try {
            return ConsumerProtocolReader.assignedPartitions(member.assignment());
        } catch (RecordFormatException e) {
            LOG.debug("cannot read the assignment of member {}", member.memberId(), e);
            return List.of();
        }
    }
}
