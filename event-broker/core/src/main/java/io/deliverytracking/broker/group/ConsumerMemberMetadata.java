package io.deliverytracking.broker.group;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a consumer group said about itself.
 *
 * @param groupInstanceId the name of a static member (KIP-345), null for a dynamic one
 * @param rackId where it runs, for people to see; null if it did not say
 * @param clientId the client's name for itself
 * @param clientHost where it calls from
 * @param subscribedTopics topics that it reads by name
 * @param subscribedRegex a regular expression for more of them; empty or null if there is none
 * @param rebalanceTimeoutMs how long it may take to give up partitions; -1 if unknown
 * @param serverAssignor the assignor that it asks for, null if it does not mind
 * @param classic what it says in the classic protocol, if it speaks that; null otherwise
 */
record ConsumerMemberMetadata(
        @Nullable String groupInstanceId,
        @Nullable String rackId,
        String clientId,
        String clientHost,
        SortedSet<String> subscribedTopics,
        @Nullable String subscribedRegex,
        int rebalanceTimeoutMs,
        @Nullable String serverAssignor,
        @Nullable ClassicMemberMetadata classic) {

    /** Of a member that nothing is known of but its id. */
    static final ConsumerMemberMetadata UNKNOWN =
            new ConsumerMemberMetadata(null, null, "", "", Collections.emptySortedSet(), "", -1, null, null);

    ConsumerMemberMetadata {
        subscribedTopics = Collections.unmodifiableSortedSet(new TreeSet<>(subscribedTopics));
    }

    /** What a member of a classic group is known to have said, as it says it in a consumer group. */
    static ConsumerMemberMetadata of(Member member, ConsumerSubscription subscription) {
        return new ConsumerMemberMetadata(
                member.groupInstanceId(),
                subscription.rackId(),
                member.clientId(),
                member.clientHost(),
                subscription.topics(),
                "",
                member.rebalanceTimeoutMs(),
                null,
                new ClassicMemberMetadata(member.sessionTimeoutMs(), member.protocols()));
    }

    /** This, with what the member says now, in the classic protocol. */
    ConsumerMemberMetadata updatedBy(JoinGroup.Request request, ConsumerSubscription subscription) {
        return new ConsumerMemberMetadata(
                request.groupInstanceId() == null ? groupInstanceId : request.groupInstanceId(),
                subscription.rackId() == null ? rackId : subscription.rackId(),
                request.clientId(),
                request.clientHost(),
                subscription.topics(),
                "",
                request.rebalanceTimeoutMs(),
                serverAssignor,
                new ClassicMemberMetadata(request.sessionTimeoutMs(), request.protocols()));
    }

    /** This, with what the member says now, in the consumer protocol; what it leaves out has not changed. */
    ConsumerMemberMetadata updatedBy(ConsumerGroupHeartbeat.Request request) {
        return new ConsumerMemberMetadata(
                request.groupInstanceId() == null ? groupInstanceId : request.groupInstanceId(),
                request.rackId() == null ? rackId : request.rackId(),
                request.clientId(),
                request.clientHost(),
                request.subscribedTopics() == null ? subscribedTopics : new TreeSet<>(request.subscribedTopics()),
                request.subscribedRegex() == null ? subscribedRegex : request.subscribedRegex(),
                request.rebalanceTimeoutMs() == ConsumerGroupHeartbeat.UNCHANGED
                        ? rebalanceTimeoutMs
                        : request.rebalanceTimeoutMs(),
                request.serverAssignor() == null ? serverAssignor : request.serverAssignor(),
                null);
    }

    /** The regular expression, or null if there is none. */
    @Nullable
    String regex() {
        return subscribedRegex == null || subscribedRegex.isEmpty() ? null : subscribedRegex;
    }
}
