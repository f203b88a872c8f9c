package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * The members of a consumer group, by member id.
 *
 * <p>Invariant: a group instance id belongs to at most one member; once the shard is loaded, so does a partition.
 *
 * <p>Threading: confined to the lane of the group. Changed by replay only.
 */
final class ConsumerMembers extends GroupMembers<ConsumerMember> {

    ConsumerMembers() {
        super(new TreeMap<>());
    }

    /** Takes the newest state of a member. */
    void put(ConsumerMember member) {
        store(member);
    }

    void remove(String memberId) {
        drop(memberId);
    }

    /** Whether all members of the classic protocol know at least one of these protocols. */
    boolean agreeOnOneOf(List<Protocol> protocols) {
        for (Protocol protocol : protocols) {
            boolean isKnownByAll = true;
            for (ConsumerMember member : all()) {
                ClassicMemberMetadata classic = member.metadata().classic();
                isKnownByAll &= classic == null || classic.knows(protocol.name());
            }
            if (isKnownByAll) {
                return true;
            }
        }
        return false;
    }

    /** Whether a member has the partition, one that is about to give it up included. */
    boolean own(Uuid topicId, int partition) {
        for (ConsumerMember member : all()) {
            CurrentAssignment current = member.current();
            if (current.assigned().contains(topicId, partition)
                    || current.pendingRevocation().contains(topicId, partition)) {
                return true;
            }
        }
        return false;
    }
}
