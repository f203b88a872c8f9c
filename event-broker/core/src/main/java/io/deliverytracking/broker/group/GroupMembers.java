package io.deliverytracking.broker.group;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group of either protocol, by member id and by group instance id.
 *
 * <p>Invariant: a group instance id belongs to at most one member.
 *
 * <p>Threading: confined to the lane of the group.
 */
abstract class GroupMembers<M extends GroupMembers.Identity> {

    /** Who a member is. */
    interface Identity {

        String memberId();

        /** The name of a static member (KIP-345), null for a dynamic one. */
        @Nullable
        String groupInstanceId();
    }

    private final Map<String, M> byId;
    /** Member id by group instance id. Looked up, never iterated. */
    private final Map<String, String> staticMembers = new HashMap<>();

    /** @param byId empty; its order is that of the members */
    GroupMembers(Map<String, M> byId) {
        this.byId = byId;
    }

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
    M find(String memberId) {
        return byId.get(memberId);
    }

    /** A member that is known to exist. */
    M get(String memberId) {
        M member = byId.get(memberId);
        if (member == null) {
            throw new AssertionError("No member " + memberId + " among " + byId.keySet());
        }
        return member;
    }

    /** The member behind a group instance id, or null. */
    @Nullable
    M findStatic(String groupInstanceId) {
        String memberId = staticMembers.get(groupInstanceId);
        return memberId == null ? null : get(memberId);
    }

    Collection<M> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** The members as they are now, safe against changes while iterating. */
    List<M> copy() {
        return new ArrayList<>(byId.values());
    }

    /** Whether this is a member, and the one behind the group instance id if it gives one. */
    Errors check(String memberId, @Nullable String groupInstanceId) {
        if (groupInstanceId == null) {
            return has(memberId) ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID;
        }
        M current = findStatic(groupInstanceId);
        if (current == null) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        return current.memberId().equals(memberId) ? Errors.NONE : Errors.FENCED_INSTANCE_ID;
    }

    /** Takes a member, in place of the one of the same id. */
    final void store(M member) {
        M before = byId.put(member.memberId(), member);
        if (before != null) {
            forgetInstance(before);
        }
        String groupInstanceId = member.groupInstanceId();
        if (groupInstanceId != null) {
            staticMembers.put(groupInstanceId, member.memberId());
        }
    }

    /** Forgets a member; returns it, or null if there was none of this id. */
    final @Nullable M drop(String memberId) {
        M removed = byId.remove(memberId);
        if (removed != null) {
            forgetInstance(removed);
        }
        return removed;
    }

    private void forgetInstance(M member) {
        String groupInstanceId = member.groupInstanceId();
        if (groupInstanceId != null) {
            staticMembers.remove(groupInstanceId, member.memberId());
        }
    }
}
