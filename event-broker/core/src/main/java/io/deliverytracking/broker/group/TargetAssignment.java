package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.TargetEpochRecord.TargetEpoch;
import io.deliverytracking.broker.group.assignor.AssignmentSpec;
import io.deliverytracking.broker.group.assignor.AssignmentSpec.MemberSpec;
import io.deliverytracking.broker.group.assignor.PartitionAssignor;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works out what each member of a consumer group is to have in the group's epoch, and writes what changes.
 *
 * <p>The assignor is the one that most members ask for; without any wish, or if as many ask for another, the one that is
 * named first in {@code group.consumer.assignors}.
 *
 * <p>Threading: confined to the lane.
 */
final class TargetAssignment {

    private static final Logger LOG = LoggerFactory.getLogger(TargetAssignment.class);

    private TargetAssignment() {}

    /** Emits the target of the group's epoch, complete; only what is new of it, and that it is complete at the end. */
    static void append(Turn turn, ConsumerGroup group) {
        String groupId = group.groupId();
        PartitionAssignor assignor = assignorOf(group, turn.config().consumer().assignors());
        SortedMap<String, PartitionSet> assigned = assignor.assign(spec(group, turn.topics()));
        assigned.forEach((memberId, target) -> {
            if (!Objects.equals(target, group.findTarget(memberId))) {
                turn.append(new TargetMemberRecord(groupId, memberId, target));
            }
        });
        int epoch = group.groupEpoch().epoch();
        turn.append(new TargetEpochRecord(groupId, new TargetEpoch(epoch, turn.wallClockMs())));
        turn.counters().rebalanceCompleted();
        LOG.info(
                "group {}: epoch {} is assigned to {} members by {}",
                groupId,
                epoch,
                group.members().size(),
                assignor.name());
    }

    private static AssignmentSpec spec(ConsumerGroup group, TopicDirectory topics) {
        SortedMap<String, MemberSpec> members = new TreeMap<>();
        SortedMap<Uuid, Integer> partitionCounts = new TreeMap<>();
        for (ConsumerMember member : group.members().all()) {
            SortedSet<Uuid> topicIds = group.subscriptions().topicIdsOf(member, topics);
            members.put(
                    member.memberId(),
                    new MemberSpec(member.groupInstanceId(), topicIds, group.targetOf(member.memberId())));
        }
        for (String topic : group.subscriptions().topics()) {
            if (topics.partitionCount(topic) > 0) {
                partitionCounts.put(topics.topicId(topic), topics.partitionCount(topic));
            }
        }
        return new AssignmentSpec(members, partitionCounts);
    }

    /** Of these assignors, in their order, the one that most members ask for. */
    static PartitionAssignor assignorOf(ConsumerGroup group, List<PartitionAssignor> assignors) {
        PartitionAssignor chosen = assignors.get(0);
        long most = 0;
        for (PartitionAssignor assignor : assignors) {
            long votes = 0;
            for (ConsumerMember member : group.members().all()) {
                votes += assignor.name().equals(member.metadata().serverAssignor()) ? 1 : 0;
            }
            if (votes > most) {
                most = votes;
                chosen = assignor;
            }
        }
        return chosen;
    }
}
