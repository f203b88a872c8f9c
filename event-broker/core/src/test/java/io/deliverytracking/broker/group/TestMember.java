package io.deliverytracking.broker.group;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** A client of the coordinator that remembers what it was told, as the real ones do. */
final class TestMember {

    private final GroupFixture groups;
    private final String groupId;
    private final String name;
    private @Nullable String groupInstanceId;
    private String memberId = JoinGroup.UNKNOWN_MEMBER_ID;
    private int generationId = JoinGroup.NO_GENERATION;
    private int sessionTimeoutMs = 10_000;
    private int rebalanceTimeoutMs = 60_000;
    private String protocolType = "test";
    private List<JoinGroup.Protocol> protocols = List.of(protocol("range", "v1"));
    private boolean requiresKnownMemberId = true;
    private boolean skipsAssignment = true;
    private Asked<JoinGroup.Response> joining = new Asked<>();
    private Asked<SyncGroup.Response> syncing = new Asked<>();

    TestMember(GroupFixture groups, String groupId, String name) {
        this.groups = groups;
        this.groupId = groupId;
        this.name = name;
    }

    static JoinGroup.Protocol protocol(String name, String metadata) {
        return new JoinGroup.Protocol(name, metadata.getBytes(StandardCharsets.UTF_8));
    }

    TestMember withInstanceId(String id) {
        groupInstanceId = id;
        return this;
    }

    TestMember withMemberId(String id) {
        memberId = id;
        return this;
    }

    TestMember withSessionTimeout(int ms) {
        sessionTimeoutMs = ms;
        return this;
    }

    TestMember withRebalanceTimeout(int ms) {
        rebalanceTimeoutMs = ms;
        return this;
    }

    TestMember withProtocolType(String type) {
        protocolType = type;
        return this;
    }

    TestMember withProtocols(JoinGroup.Protocol... list) {
        protocols = List.of(list);
        return this;
    }

    /** Speaks JoinGroup of a version below 4. */
    TestMember withoutMemberIdRequired() {
        requiresKnownMemberId = false;
        return this;
    }

    /** Speaks JoinGroup of a version below 9. */
    TestMember withoutSkipAssignment() {
        skipsAssignment = false;
        return this;
    }

    String name() {
        return name;
    }

    String memberId() {
        return memberId;
    }

    int generationId() {
        return generationId;
    }

    /** Joins, once more with the member id if one is required, as clients do. */
    TestMember join() {
        askToJoin();
        if (!joining.isParked()
                && joining.error() == Errors.NONE
                && joining.response().error() == Errors.MEMBER_ID_REQUIRED) {
            memberId = joining.response().memberId();
            askToJoin();
        }
        return this;
    }

    /** Sends one JoinGroup. */
    Asked<JoinGroup.Response> askToJoin() {
        joining = new Asked<>();
        groups.coordinator()
                .joinGroup(
                        new JoinGroup.Request(
                                groupId,
                                memberId,
                                groupInstanceId,
                                name,
                                "/127.0.0.1",
                                sessionTimeoutMs,
                                rebalanceTimeoutMs,
                                protocolType,
                                protocols,
                                requiresKnownMemberId,
                                skipsAssignment,
                                null),
                        joining);
        return joining;
    }

    Asked<JoinGroup.Response> joining() {
        return joining;
    }

    boolean waitsToJoin() {
        return joining.isParked();
    }

    /** Reads the answer to its JoinGroup. */
    JoinGroup.Response joined() {
        JoinGroup.Response response = joining.response();
        if (response.error() == Errors.NONE) {
            memberId = response.memberId();
            generationId = response.generationId();
        }
        return response;
    }

    boolean leads() {
        JoinGroup.Response response = joined();
        return response.leaderId().equals(response.memberId());
    }

    Asked<SyncGroup.Response> sync() {
        return sync(List.of());
    }

    /** Sends the assignment of a leader: what each of these members gets, by its name. */
    Asked<SyncGroup.Response> assign(List<TestMember> members, Map<String, String> byName) {
        List<SyncGroup.Assignment> assignments = new ArrayList<>();
        for (TestMember member : members) {
            String what = byName.get(member.name);
            if (what != null) {
                assignments.add(new SyncGroup.Assignment(member.memberId, what.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return sync(assignments);
    }

    Asked<SyncGroup.Response> sync(List<SyncGroup.Assignment> assignments) {
        if (!joining.isParked() && joining.error() == Errors.NONE) {
            joined();
        }
        syncing = new Asked<>();
        groups.coordinator()
                .syncGroup(
                        new SyncGroup.Request(
                                groupId, generationId, memberId, groupInstanceId, null, null, assignments),
                        syncing);
        return syncing;
    }

    Asked<SyncGroup.Response> syncing() {
        return syncing;
    }

    String assignment() {
        return new String(syncing.response().assignment(), StandardCharsets.UTF_8);
    }

    Errors heartbeat() {
        Asked<Heartbeat.Response> asked = askHeartbeat();
        return asked.error();
    }

    Asked<Heartbeat.Response> askHeartbeat() {
        Asked<Heartbeat.Response> asked = new Asked<>();
        groups.coordinator().heartbeat(new Heartbeat.Request(groupId, generationId, memberId, groupInstanceId), asked);
        return asked;
    }

    Errors leave() {
        Asked<LeaveGroup.Response> asked = new Asked<>();
        groups.coordinator()
                .leaveGroup(
                        new LeaveGroup.Request(
                                groupId, List.of(new LeaveGroup.Member(memberId, groupInstanceId, "test"))),
                        asked);
        return asked.response().results().get(0).error();
    }

    Errors commit(String topic, int partition, long offset) {
        return askToCommit(topic, partition, offset).error();
    }

    Asked<CommitOffsets.Response> askToCommit(String topic, int partition, long offset) {
        return groups.commit(
                groupId,
                memberId,
                groupInstanceId,
                generationId,
                topic,
                new CommitOffsets.Partition(partition, offset, 7, "m"));
    }

    /** A new process with the same configuration, which has forgotten its member id. */
    TestMember restarted() {
        TestMember next = new TestMember(groups, groupId, name);
        next.groupInstanceId = groupInstanceId;
        next.sessionTimeoutMs = sessionTimeoutMs;
        next.rebalanceTimeoutMs = rebalanceTimeoutMs;
        next.protocolType = protocolType;
        next.protocols = protocols;
        next.skipsAssignment = skipsAssignment;
        return next;
    }
}
