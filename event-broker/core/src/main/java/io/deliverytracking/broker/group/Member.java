package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupMetadata.MemberMetadata;
import io.deliverytracking.broker.group.JoinGroup.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A member of a classic group.
 *
 * <p>Identity, timeouts, the subscription under the chosen protocol and the assignment are durable; the other
 * protocols and the session are known to memory only, and a member that outlives a reload says them again
 * when it next joins.
 *
 * <p>Threading: confined to the lane of its group.
 */
final class Member implements GroupMembers.Identity {

    static final byte[] NO_BYTES = new byte[0];

    private final String memberId;
    private final @Nullable String groupInstanceId;
    private final String clientId;
    private final String clientHost;
    private final SessionTimer session;
    private int rebalanceTimeoutMs;
    private int sessionTimeoutMs;
    private List<Protocol> protocols;
    private byte[] assignment = NO_BYTES;
    private boolean isNew;

    Member(
            String memberId,
            @Nullable String groupInstanceId,
            String clientId,
            String clientHost,
            int rebalanceTimeoutMs,
            int sessionTimeoutMs,
            List<Protocol> protocols,
            SessionTimer session) {
        this.memberId = memberId;
        this.groupInstanceId = groupInstanceId;
        this.clientId = clientId;
        this.clientHost = clientHost;
        this.rebalanceTimeoutMs = rebalanceTimeoutMs;
        this.sessionTimeoutMs = sessionTimeoutMs;
        this.protocols = List.copyOf(protocols);
        this.session = session;
    }

    @Override
    public String memberId() {
        return memberId;
    }

    @Override
    public @Nullable String groupInstanceId() {
        return groupInstanceId;
    }

    boolean isStatic() {
        return groupInstanceId != null;
    }

    String clientId() {
        return clientId;
    }

    String clientHost() {
        return clientHost;
    }

    int rebalanceTimeoutMs() {
        return rebalanceTimeoutMs;
    }

    int sessionTimeoutMs() {
        return sessionTimeoutMs;
    }

    List<Protocol> protocols() {
        return protocols;
    }

    byte[] assignment() {
        return assignment;
    }

    SessionTimer session() {
        return session;
    }

    /** Whether the member has not got its first answer yet: it cannot send heartbeats before. */
    boolean isNew() {
        return isNew;
    }

    void setNew(boolean isNew) {
        this.isNew = isNew;
    }

    void setAssignment(byte[] assignment) {
        this.assignment = assignment;
    }

    /** The member is alive, and may be silent for its session timeout from now. */
    void touch(Turn turn) {
        session.touch(turn, sessionTimeoutMs);
    }

    /** Takes the protocols that the member is known to know. Only {@link Members} calls this, to keep count. */
    void setProtocols(List<Protocol> known) {
        protocols = List.copyOf(known);
    }

    /** Takes what the member says in a new JoinGroup. Only {@link Members} calls this, to keep count. */
    void update(JoinGroup.Request request) {
        protocols = List.copyOf(request.protocols());
        rebalanceTimeoutMs = request.rebalanceTimeoutMs();
        sessionTimeoutMs = request.sessionTimeoutMs();
    }

    /** Whether the member says the same as before: then it only missed an answer. */
    boolean matches(List<Protocol> others) {
        return protocols.equals(others);
    }

    /** Whether a written generation remembers this member as it is. */
    boolean saysTheSameAs(MemberMetadata written, @Nullable String protocol) {
        return Objects.equals(groupInstanceId, written.groupInstanceId())
                && rebalanceTimeoutMs == written.rebalanceTimeoutMs()
                && sessionTimeoutMs == written.sessionTimeoutMs()
                && Arrays.equals(subscription(protocol), written.subscription());
    }

    boolean knows(String protocol) {
        return protocols.stream().anyMatch(known -> known.name().equals(protocol));
    }

    /** What the member tells the leader under a protocol; nothing under one it does not know. */
    byte[] subscription(@Nullable String protocol) {
        for (Protocol mine : protocols) {
            if (mine.name().equals(protocol)) {
                return mine.metadata();
            }
        }
        return NO_BYTES;
    }

    /** The member as its next generation will remember it. */
    MemberMetadata metadata(@Nullable String protocol, byte[] newAssignment) {
        return new MemberMetadata(
                memberId,
                groupInstanceId,
                clientId,
                clientHost,
                rebalanceTimeoutMs,
                sessionTimeoutMs,
                subscription(protocol),
                newAssignment);
    }
}
