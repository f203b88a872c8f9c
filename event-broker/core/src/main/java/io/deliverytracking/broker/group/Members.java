package io.deliverytracking.broker.group;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.group.GroupMetadata.MemberMetadata;
import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The members of a classic group, in the order in which they joined.
 *
 * <p>Invariant: all members know at least one protocol in common.
 *
 * <p>Threading: confined to the lane of the group.
 */
final class Members extends GroupMembers<Member> {

    private final ProtocolVote vote = new ProtocolVote();

    Members() {
        super(new LinkedHashMap<>());
    }

    void add(Member member) {
        String groupInstanceId = member.groupInstanceId();
        Invariant.check(!has(member.memberId()), "A member joins a group once");
        Invariant.check(
                groupInstanceId == null || findStatic(groupInstanceId) == null, "A group instance id has one member");
        store(member);
        vote.add(member.protocols());
    }

    /** Removes a member and ends its session. */
    void remove(Member member) {
        Invariant.check(drop(member.memberId()) == member, "Only a member can be removed");
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
        if (written.members().size() != size()) {
            return false;
        }
        for (MemberMetadata member : written.members()) {
            Member mine = find(member.memberId());
            if (mine == null || !mine.saysTheSameAs(member, written.protocol())) {
                return false;
            }
        }
        return true;
    }

    /** How long a rebalance waits: as long as the most patient member asks for. */
    int rebalanceTimeoutMs() {
        int longest = 0;
        for (Member member : all()) {
            longest = Math.max(longest, member.rebalanceTimeoutMs());
        }
        return longest;
    }

    /** Whether all members know at least one of these protocols. */
    boolean agreeOnOneOf(List<Protocol> protocols) {
        return vote.anyKnownByAll(protocols, size());
    }

    /** The protocol that the members choose. */
    String electProtocol() {
        return vote.elect(all());
    }
}
