package io.deliverytracking.broker.group;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member asks for its assignment in a generation; the leader's question carries everybody's. */
public final class SyncGroup {

    private SyncGroup() {}

    /**
     * @param protocolType the type that the member believes to have joined, null if it does not say (before
     *     version 5)
     * @param protocol the protocol that it believes was chosen, null if it does not say
     * @param assignments filled by the leader only
     */
    public record Request(
            String groupId,
            int generationId,
            String memberId,
            @Nullable String groupInstanceId,
            @Nullable String protocolType,
            @Nullable String protocol,
            List<Assignment> assignments) {}

    /** What the leader gives to one member. */
    public record Assignment(String memberId, byte[] assignment) {}

    /** The member's own assignment. */
    public record Response(
            @Nullable String protocolType, @Nullable String protocol, byte[] assignment) {}
}
