package io.deliverytracking.broker.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A cooperative consumer of the classic protocol: it keeps what it has while it joins, gives up what its assignment does
 * not name, and then joins again. Told to lead, it leaves each member what that has, and gives the rest to the last one.
 */
final class MigratingConsumer {

    private static final String PROTOCOL = "cooperative-sticky";
    private static final int MOST_STEPS = 20;

    private final GroupFixture groups;
    private final String groupId;
    private final String name;
    private final String topic;
    private @Nullable String groupInstanceId;
    private String memberId = JoinGroup.UNKNOWN_MEMBER_ID;
    private int generationId = JoinGroup.NO_GENERATION;
    private List<Integer> owned = List.of();
    private @Nullable Asked<JoinGroup.Response> joining;
    private @Nullable Asked<SyncGroup.Response> syncing;

    MigratingConsumer(GroupFixture groups, String name, String topic) {
        this(groups, GroupFixture.GROUP, name, topic);
    }

    MigratingConsumer(GroupFixture groups, String groupId, String name, String topic) {
        this.groups = groups;
        this.groupId = groupId;
        this.name = name;
        this.topic = topic;
    }

    MigratingConsumer withInstanceId(String id) {
        groupInstanceId = id;
        return this;
    }

    String memberId() {
        return memberId;
    }

    int generationId() {
        return generationId;
    }

    /** What it reads. */
    List<Integer> owned() {
        return owned;
    }

    /** The JoinGroup that it waits for. */
    Asked<JoinGroup.Response> joining() {
        return Objects.requireNonNull(joining);
    }

    /** Calls, and does what it is told, until it has nothing to do or has to wait. */
    MigratingConsumer follow() {
        for (int i = 0; i < MOST_STEPS; i++) {
            if (!step()) {
                return this;
            }
        }
        throw new AssertionError(this + " comes to no end");
    }

    /** Does one thing; returns whether there is more to do at once. */
    private boolean step() {
        if (syncing != null) {
            return !syncing.isParked() && readSync(syncing);
        }
        if (joining != null) {
            return !joining.isParked() && readJoin(joining);
        }
        Errors error = generationId == JoinGroup.NO_GENERATION ? Errors.REBALANCE_IN_PROGRESS : heartbeat();
        return error != Errors.NONE && rejoin(error);
    }

    private boolean readJoin(Asked<JoinGroup.Response> asked) {
        joining = null;
        if (asked.error() != Errors.NONE) {
            return rejoin(asked.error());
        }
        JoinGroup.Response joined = asked.response();
        memberId = joined.memberId();
        if (joined.error() != Errors.NONE) {
            return rejoin(joined.error());
        }
        generationId = joined.generationId();
        boolean leads = joined.leaderId().equals(memberId);
        syncing = askToSync(leads ? assign(joined.members()) : List.of());
        return true;
    }

    private boolean readSync(Asked<SyncGroup.Response> asked) {
        syncing = null;
        if (asked.error() != Errors.NONE) {
            return rejoin(asked.error());
        }
        List<Integer> assigned = new ArrayList<>();
        ConsumerProtocolReader.assignedPartitions(asked.response().assignment())
                .forEach(of -> assigned.addAll(of.partitions()));
        boolean givesUp = !assigned.containsAll(owned);
        owned = assigned;
        return givesUp && rejoin(Errors.NONE);
    }

    private boolean rejoin(Errors reason) {
        if (reason == Errors.UNKNOWN_MEMBER_ID) {
            memberId = JoinGroup.UNKNOWN_MEMBER_ID;
            owned = List.of();
        }
        joining = askToJoin();
        return true;
    }

    /** Sends one JoinGroup. */
    Asked<JoinGroup.Response> askToJoin() {
        byte[] words = ConsumerProtocolBytes.subscription(
                List.of(topic), new byte[0], owned.isEmpty() ? Map.of() : Map.of(topic, owned));
        return askToJoin(ConsumerProtocolReader.PROTOCOL_TYPE, words);
    }

    Asked<JoinGroup.Response> askToJoin(String protocolType, byte[] words) {
        Asked<JoinGroup.Response> asked = new Asked<>();
        groups.coordinator()
                .joinGroup(
                        new JoinGroup.Request(
                                groupId,
                                memberId,
                                groupInstanceId,
                                name,
                                "/127.0.0.1",
                                10_000,
                                60_000,
                                protocolType,
                                List.of(new JoinGroup.Protocol(PROTOCOL, words)),
                                true,
                                true,
                                null),
                        asked);
        return asked;
    }

    Asked<SyncGroup.Response> askToSync(List<SyncGroup.Assignment> assignments) {
        return askToSync(generationId, assignments);
    }

    /** Sends one SyncGroup, whose answer gets lost. */
    Asked<SyncGroup.Response> askToSync(int generation, List<SyncGroup.Assignment> assignments) {
        Asked<SyncGroup.Response> asked = new Asked<>();
        groups.coordinator()
                .syncGroup(
                        new SyncGroup.Request(
                                groupId,
                                generation,
                                memberId,
                                groupInstanceId,
                                ConsumerProtocolReader.PROTOCOL_TYPE,
                                PROTOCOL,
                                assignments),
                        asked);
        return asked;
    }

    private List<SyncGroup.Assignment> assign(List<JoinGroup.Member> members) {
        Map<String, List<Integer>> shares = new TreeMap<>();
        List<Integer> free = new ArrayList<>();
        for (int index = 0; index < groups.topics().partitionCount(topic); index++) {
            free.add(index);
        }
        for (JoinGroup.Member member : members) {
            List<Integer> has = new ArrayList<>();
            ConsumerSubscription.of(member.metadata()).owned().forEach(of -> has.addAll(of.partitions()));
            shares.put(member.memberId(), has);
            free.removeAll(has);
        }
        shares.get(members.get(members.size() - 1).memberId()).addAll(free);
        List<SyncGroup.Assignment> assignments = new ArrayList<>();
        shares.forEach((id, share) ->
                assignments.add(new SyncGroup.Assignment(id, ConsumerProtocolBytes.assignment(Map.of(topic, share)))));
        return assignments;
    }

    Errors heartbeat() {
        Asked<Heartbeat.Response> asked = new Asked<>();
        groups.coordinator().heartbeat(new Heartbeat.Request(groupId, generationId, memberId, groupInstanceId), asked);
        return asked.error();
    }

    Errors commit(int generation, int partition, long offset) {
        CommitOffsets.Partition what = new CommitOffsets.Partition(partition, offset, 7, "m");
        return groups.commit(groupId, memberId, groupInstanceId, generation, topic, what)
                .error();
    }

    Errors leave() {
        Asked<LeaveGroup.Response> asked = new Asked<>();
        groups.coordinator()
                .leaveGroup(
                        new LeaveGroup.Request(
                                groupId, List.of(new LeaveGroup.Member(memberId, groupInstanceId, null))),
                        asked);
        return asked.response().results().get(0).error();
    }

    @Override
    public String toString() {
        return name + "(" + memberId + " in " + generationId + " has " + owned + ")";
    }
}
