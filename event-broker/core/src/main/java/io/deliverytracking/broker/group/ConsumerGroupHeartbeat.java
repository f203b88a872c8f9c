package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A member of a consumer group joins, lives, leaves, says what it reads and what it has, and learns what it is to have:
 * the one question of KIP-848.
 */
public final class ConsumerGroupHeartbeat {

    /** The epoch of a member that joins. */
    public static final int JOIN = 0;

    /** The epoch of a member that leaves. */
    public static final int LEAVE = -1;

    /** The epoch of a static member that leaves to come back. */
    public static final int LEAVE_STATIC = -2;

    /** The rebalance timeout of a member that has nothing new to say about it. */
    public static final int UNCHANGED = -1;

    private ConsumerGroupHeartbeat() {}

    /**
     * Null is what the member has nothing new to say about.
     *
     * @param memberId the id that the client made; before version 1 the coordinator makes one if it is empty
     * @param memberEpoch the epoch it is in, {@link #JOIN}, {@link #LEAVE} or {@link #LEAVE_STATIC}
     * @param groupInstanceId the name of a static member, null for a dynamic one
     * @param rebalanceTimeoutMs how long it may take to give up partitions, or {@link #UNCHANGED}
     * @param subscribedTopics topics by name
     * @param subscribedRegex topics by regular expression (from version 1); empty for none
     * @param serverAssignor the assignor that it asks for
     * @param owned what it has
     * @param makesOwnMemberId whether the client makes its member id (from version 1, KIP-1082)
     */
    public record Request(
            String groupId,
            String memberId,
            int memberEpoch,
            @Nullable String groupInstanceId,
            @Nullable String rackId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            @Nullable List<String> subscribedTopics,
            @Nullable String subscribedRegex,
            @Nullable String serverAssignor,
            @Nullable PartitionSet owned,
            boolean makesOwnMemberId) {

        boolean isJoining() {
            return memberEpoch == JOIN;
        }

        boolean isLeaving() {
            return memberEpoch == LEAVE || memberEpoch == LEAVE_STATIC;
        }

        /** Whether the member says all that it can: it joins, or is not sure what arrived. */
        boolean isFull() {
            boolean subscribes = subscribedTopics != null || subscribedRegex != null;
            return isJoining() || (rebalanceTimeoutMs != UNCHANGED && subscribes && owned != null);
        }
    }

    /**
     * @param message what is wrong, for people; null if nothing is
     * @param assignment what the member is to have; null if it knows
     */
    public record Response(
            Errors error,
            @Nullable String message,
            @Nullable String memberId,
            int memberEpoch,
            int heartbeatIntervalMs,
            @Nullable PartitionSet assignment) {

        static Response error(Errors error, String message) {
            return new Response(error, message, null, 0, 0, null);
        }

        /** To one that left, in the words it used. */
        static Response left(String memberId, int memberEpoch) {
            return new Response(Errors.NONE, null, memberId, memberEpoch, 0, null);
        }
    }
}
