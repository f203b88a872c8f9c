package io.deliverytracking.broker.group;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of a classic group: the newest generation whose assignment was accepted.
 *
 * @param protocolType what the members are, e.g. {@code consumer} or {@code connect}; empty for a group
 *     that never had one
 * @param generationId number of the generation
 * @param protocol the chosen assignment protocol, null without members
 * @param leaderId the member that assigned, null without members
 * @param stateTimestampMs when the group entered its state, or {@link #NO_TIMESTAMP}
 * @param members in the order in which they joined
 */
record GroupMetadata(
        String protocolType,
        int generationId,
        @Nullable String protocol,
        @Nullable String leaderId,
        long stateTimestampMs,
        List<GroupMetadata.MemberMetadata> members) {

    /** A record written before Kafka 2.1 does not know when the group entered its state. */
    static final long NO_TIMESTAMP = -1L;

    GroupMetadata {
        members = List.copyOf(members);
    }

    /**
     * One member of the generation.
     *
     * @param groupInstanceId the name of a static member, null for a dynamic one
     * @param subscription what the member told the leader under the chosen protocol
     * @param assignment what the leader gave it
     */
    record MemberMetadata(
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            int sessionTimeoutMs,
            byte[] subscription,
            byte[] assignment) {}
}
