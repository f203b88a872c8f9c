package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which assignment protocol do the members agree on? Only one that all of them know is a candidate; each
 * member votes for the candidate it prefers; the most votes win.
 *
 * <p>Unlike Apache Kafka: a draw goes to the candidate that was voted for first, in the order in which the
 * members joined. There the order of a hash map decides, which no client can rely on and no test can repeat.
 */
final class ProtocolVote {

    /** How many members know each protocol. Looked up, never iterated. */
    private final Map<String, Integer> supporters = new HashMap<>();

    void add(List<Protocol> protocols) {
        protocols.forEach(protocol -> supporters.merge(protocol.name(), 1, Integer::sum));
    }

    void remove(List<Protocol> protocols) {
        protocols.forEach(protocol ->
                supporters.computeIfPresent(protocol.name(), (name, count) -> count == 1 ? null : count - 1));
    }

    /** Whether all of {@code memberCount} members know at least one of these. */
    boolean anyKnownByAll(List<Protocol> protocols, int memberCount) {
        for (Protocol protocol : protocols) {
            if (isKnownByAll(protocol, memberCount)) {
                return true;
            }
        }
        return false;
    }

    /** The protocol that these members, all that were added, agree on. */
    String elect(Collection<Member> members) {
        Map<String, Integer> votes = new LinkedHashMap<>();
        for (Member member : members) {
            votes.merge(favourite(member, members.size()), 1, Integer::sum);
        }
        String winner = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : votes.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                winner = entry.getKey();
            }
        }
        return winner;
    }

    private String favourite(Member member, int memberCount) {
        for (Protocol protocol : member.protocols()) {
            if (isKnownByAll(protocol, memberCount)) {
                return protocol.name();
            }
        }
        throw new AssertionError("Member " + member.memberId() + " was let in without a common protocol");
    }

    private boolean isKnownByAll(Protocol protocol, int memberCount) {
        return supporters.getOrDefault(protocol.name(), 0) == memberCount;
    }
}
