package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The members of a consumer group, by member id.
 *
 * <p>Invariant: a group instance id belongs to at most one member; once the shard is loaded, so does a partition.
 *
 * <p>Threading: confined to the lane of the group. Changed by replay only.
 */
final class ConsumerMembers {

    private final SortedMap<String, ConsumerMember> byId = new TreeMap<>();
    /** Member id by group instance id. Looked up, never iterated. */
    private final Map<String, String> staticMembers = new HashMap<>();

    int size() {
        return byId.size();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean has(String memberId) {
        return byId.containsKey(memberId);
    }

    @Nullable
    ConsumerMember find(String memberId) {
        return byId.get(memberId);
    }

    /** A member that is known to exist. */
    ConsumerMember get(String memberId) {
        ConsumerMember member = byId.get(memberId);
        if (member == null) {
            throw new AssertionError("No member " + memberId + " among " + byId.keySet());
        }
        return member;
    }

    /** The member behind a group instance id, or null. */
    @Nullable
    ConsumerMember findStatic(String groupInstanceId) {
        String memberId = staticMembers.get(groupInstanceId);
        return memberId == null ? null : byId.get(memberId);
    }

    Collection<ConsumerMember> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** The members as they are now, safe against changes while iterating. */
    List<ConsumerMember> copy() {
        return new ArrayList<>(byId.values());
    }

    /** Takes the newest state of a member. */
    void put(ConsumerMember member) {
        ConsumerMember before = byId.put(member.memberId(), member);
        if (before != null) {
            forgetInstance(before);
        }
        if (member.groupInstanceId() != null) {
            staticMembers.put(member.groupInstanceId(), member.memberId());
        }
    }

    void remove(String memberId) {
        ConsumerMember removed = byId.remove(memberId);
        if (removed != null) {
            forgetInstance(removed);
        }
    }

    private void forgetInstance(ConsumerMember member) {
        if (member.groupInstanceId() != null) {
            staticMembers.remove(member.groupInstanceId(), member.memberId());
        }
    }

    /** Whether all members of the classic protocol know at least one of these protocols. */
    boolean agreeOnOneOf(List<Protocol> protocols) {
        for (Protocol protocol : protocols) {
            boolean isKnownByAll = true;
            for (ConsumerMember member : byId.values()) {
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
        for (ConsumerMember member : byId.values()) {
            CurrentAssignment current = member.current();
            if (current.assigned().contains(topicId, partition)
                    || current.pendingRevocation().contains(topicId, partition)) {
                return true;
            }
        }
        return false;
    }
}
