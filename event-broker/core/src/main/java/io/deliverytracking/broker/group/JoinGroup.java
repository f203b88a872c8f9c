package io.deliverytracking.broker.group;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** A client asks to be a member of the next generation; it is answered when the generation has formed. */
public final class JoinGroup {

    /** The member id of a client that has none yet. */
    public static final String UNKNOWN_MEMBER_ID = "";

    /** The generation id in answers that carry none, and in commits from outside any generation. */
    public static final int NO_GENERATION = -1;

    private JoinGroup() {}

    /**
     * @param memberId the id that the coordinator gave, or {@link #UNKNOWN_MEMBER_ID}
     * @param groupInstanceId the name of a static member (KIP-345), null for a dynamic one
     * @param clientId the client's name for itself
     * @param clientHost where it calls from
     * @param sessionTimeoutMs how long the member may be silent
     * @param rebalanceTimeoutMs how long a rebalance waits for the member
     * @param protocolType what the members are, e.g. {@code consumer}
     * @param protocols the assignment protocols that it knows, the one it prefers first
     * @param requiresKnownMemberId whether a new dynamic member must call twice, the second time with the
     *     id it was given (from JoinGroup version 4, KIP-394)
     * @param skipsAssignment whether the client understands that it leads a generation that is assigned
     *     already (from JoinGroup version 9, KIP-814)
     * @param reason the client's own words, for the log
     */
    public record Request(
            String groupId,
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            int sessionTimeoutMs,
            int rebalanceTimeoutMs,
            String protocolType,
            List<Protocol> protocols,
            boolean requiresKnownMemberId,
            boolean skipsAssignment,
            @Nullable String reason) {

        public Request {
            protocols = firstOfEachName(protocols);
        }

        boolean isNewMember() {
            return memberId.equals(UNKNOWN_MEMBER_ID);
        }

        String reasonOrDefault() {
            return reason == null || reason.isEmpty() ? "not provided" : reason;
        }

        /** A member has one voice per protocol, however often it names it. */
        private static List<Protocol> firstOfEachName(List<Protocol> protocols) {
            Map<String, Protocol> byName = new LinkedHashMap<>();
            protocols.forEach(protocol -> byName.putIfAbsent(protocol.name(), protocol));
            return List.copyOf(byName.values());
        }
    }

    /** An assignment protocol and what the member tells the leader under it. */
    public record Protocol(String name, byte[] metadata) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Protocol protocol
                    && name.equals(protocol.name)
                    && Arrays.equals(metadata, protocol.metadata);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(metadata);
        }
    }

    /**
     * @param members who is to be assigned: filled for the leader only
     * @param skipAssignment the leader keeps the assignment that is in force
     */
    public record Response(
            Errors error,
            int generationId,
            @Nullable String protocolType,
            @Nullable String protocol,
            String leaderId,
            boolean skipAssignment,
            String memberId,
            List<Member> members) {

        static Response error(String memberId, Errors error) {
            return new Response(error, NO_GENERATION, null, null, "", false, memberId, List.of());
        }
    }

    /** A member as the leader sees it. */
    public record Member(String memberId, @Nullable String groupInstanceId, byte[] metadata) {}
}
