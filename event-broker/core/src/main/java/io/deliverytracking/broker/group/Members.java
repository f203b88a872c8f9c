package io.deliverytracking.broker.group;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.group.GroupMetadata.MemberMetadata;
import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a group, in the order in which they joined.
 *
 * <p>Invariant: every group instance id belongs to at most one member, and all members know at least one
 * protocol in common.
 *
 * <p>Threading: confined to the lane of the group.
 */
final class Members {

    private final Map<String, Member> byId = new LinkedHashMap<>();
    /** Member id by group instance id. Looked up, never iterated. */
    private final Map<String, String> staticMembers = new HashMap<>();

    private final ProtocolVote vote = new ProtocolVote();

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
    Member find(String memberId) {
        return byId.get(memberId);
    }

    /** A member that is known to exist. */
    Member get(String memberId) {
        Member member = byId.get(memberId);
        if (member == null) {
            throw new AssertionError("No member " + memberId + " among " + byId.keySet());
        }
        return member;
    }

    /** The member behind a group instance id, or null. */
    @Nullable
    Member findStatic(String groupInstanceId) {
        String memberId = staticMembers.get(groupInstanceId);
        return memberId == null ? null : get(memberId);
    }

    Collection<Member> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** The members as they are now, safe against changes while iterating. */
    List<Member> copy() {
        return new ArrayList<>(byId.values());
    }

    void add(Member member) {
        String groupInstanceId = member.groupInstanceId();
        Invariant.check(!byId.containsKey(member.memberId()), "A member joins a group once");
        if (groupInstanceId != null) {
            String previous = staticMembers.putIfAbsent(groupInstanceId, member.memberId());
            Invariant.check(previous == null, "A group instance id has one member");
        }
        byId.put(member.memberId(), member);
        vote.add(member.protocols());
    }

    /** Removes a member and ends its session. */
    void remove(Member member) {
        Invariant.check(byId.remove(member.memberId(), member), "Only a member can be removed");
        if (member.groupInstanceId() != null) {
            staticMembers.remove(member.groupInstanceId());
        }
        vote.remove(member.protocols());
        member.session().cancel();
    }

    /** Takes what a member says in a new JoinGroup. */
    void update(Member member, JoinGroup.Request request) {
        vote.remove(member.protocols());
        member.update(request);
        vote.add(member.protocols());
    }

    /** Takes all the protocols that a member knows; its generation remembers only the chosen one. */
    void update(Member member, List<Protocol> protocols) {
        vote.remove(member.protocols());
        member.setProtocols(protocols);
        vote.add(member.protocols());
    }

    /** Whether these are the members of a written generation. */
    boolean are(GroupMetadata written) {
        if (written.members().size() != byId.size()) {
            return false;
        }
        for (MemberMetadata member : written.members()) {
            Member mine = byId.get(member.memberId());
            if (mine == null || !mine.saysTheSameAs(member, written.protocol())) {
                return false;
            }
        }
        return true;
    }

    /** How long a rebalance waits: as long as the most patient member asks for. */
    int rebalanceTimeoutMs() {
        int longest = 0;
        for (Member member : byId.values()) {
            longest = Math.max(longest, member.rebalanceTimeoutMs());
        }
        return longest;
    }

    /** Whether all members know at least one of these protocols. */
    boolean agreeOnOneOf(List<Protocol> protocols) {
        return vote.anyKnownByAll(protocols, byId.size());
    }

    /** The protocol that the members choose. */
    String electProtocol() {
        return vote.elect(byId.values());
    }
}
