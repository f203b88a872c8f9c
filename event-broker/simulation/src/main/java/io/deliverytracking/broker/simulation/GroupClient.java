package io.deliverytracking.broker.simulation;

import io.deliverytracking.broker.group.GroupConfig;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** The part of a {@link ScriptedClient} that is a consumer group. */
final class GroupClient {

    /** All groups of a script: their offsets are asked for after each crash. */
    static final List<String> GROUPS = List.of("counters", "map", "writers", "next", "gone", "moved");

    private static final String NO_MEMBER = "";
    private static final int NO_GENERATION = -1;
    private static final int TRIES = 40;
    private static final int WAIT_MS = 250;

    private final ScriptedClient client;
    private final SimulatedBroker broker;
    private final CommitModel commits;

    GroupClient(ScriptedClient client, SimulatedBroker broker, CommitModel commits) {
        this.client = client;
        this.broker = broker;
        this.commits = commits;
    }

    void commit(String group, String topic, int partition, long offset) {
        if (isReady()) {
            commit(new CommitModel.Key(group, topic, partition), NO_MEMBER, NO_GENERATION, offset);
        }
    }

    void consume(String group, String topic, int partition, long offset, boolean leaves) {
        JoinGroupResponseData joined = isReady() ? join(group, topic) : null;
        if (joined == null) {
            return;
        }
        String member = joined.memberId();
        int generation = joined.generationId();
        commit(new CommitModel.Key(group, topic, partition), member, generation, offset);
        HeartbeatResponseData beaten = broker.ask(
                ApiKeys.HEARTBEAT,
                3,
                new HeartbeatRequestData().setGroupId(group).setMemberId(member).setGenerationId(generation),
                HeartbeatResponseData.class);
        if (beaten == null || !succeeded(beaten.errorCode(), "heartbeat of " + group) || !leaves) {
            return;
        }
        leave(group, member);
    }

    /** A member of the consumer protocol joins, commits, and leaves or is gone. */
    void consumeAssigned(String group, String topic, int partition, long offset, boolean leaves) {
        if (isReady()) {
            live(group, topic, partition, offset, leaves);
        }
    }

    /** A classic member, which the coordinator takes over and gives back. */
    void migrate(String group, String topic, int partition, long offset) {
        JoinGroupResponseData joined = isReady() ? join(group, topic) : null;
        if (joined != null && live(group, topic, partition, offset, true)) {
            leave(group, joined.memberId());
        }
    }

    private boolean live(String group, String topic, int partition, long offset, boolean leaves) {
        String member = "member-of-" + group;
        ConsumerGroupHeartbeatResponseData joined = heartbeat(Requests.joinAssigned(group, member, topic));
        if (joined == null) {
            return false;
        }
        commit(new CommitModel.Key(group, topic, partition), member, joined.memberEpoch(), offset);
        return leaves && broker.isRunning() && heartbeat(Requests.leaveAssigned(group, member)) != null;
    }

    private @Nullable ConsumerGroupHeartbeatResponseData heartbeat(ConsumerGroupHeartbeatRequestData request) {
        ConsumerGroupHeartbeatResponseData answer =
                broker.ask(ApiKeys.CONSUMER_GROUP_HEARTBEAT, 1, request, ConsumerGroupHeartbeatResponseData.class);
        return answer != null && succeeded(answer.errorCode(), "heartbeat of " + request.groupId()) ? answer : null;
    }

    private @Nullable JoinGroupResponseData join(String group, String topic) {
        JoinGroupResponseData joined =
                broker.ask(ApiKeys.JOIN_GROUP, 3, Requests.join(group, topic), JoinGroupResponseData.class);
        if (joined == null || !succeeded(joined.errorCode(), "join " + group)) {
            return null;
        }
        SyncGroupResponseData synced = broker.ask(
                ApiKeys.SYNC_GROUP,
                3,
                Requests.sync(group, joined.memberId(), joined.generationId(), topic),
                SyncGroupResponseData.class);
        return synced != null && succeeded(synced.errorCode(), "sync " + group) ? joined : null;
    }

    private void leave(String group, String member) {
        LeaveGroupResponseData left = broker.ask(
                ApiKeys.LEAVE_GROUP,
                1,
                new LeaveGroupRequestData().setGroupId(group).setMemberId(member),
                LeaveGroupResponseData.class);
        if (left != null) {
            succeeded(left.errorCode(), "leave " + group);
        }
    }

    private void commit(CommitModel.Key key, String member, int generation, long offset) {
        String metadata = "at " + offset;
        commits.onSent(key, offset + " " + metadata);
        OffsetCommitResponseData answer = broker.ask(
                ApiKeys.OFFSET_COMMIT,
                9,
                Requests.commit(key, member, generation, offset, metadata),
                OffsetCommitResponseData.class);
        Short code = answer == null
                ? null
                : answer.topics().get(0).partitions().get(0).errorCode();
        if (code != null && code == Errors.NONE.code()) {
            commits.onAcknowledged(client.offsetsLogEnd());
        } else {
            client.check(GroupConfig.OFFSETS_TOPIC, 0, code == null ? null : Errors.forCode(code), "commit " + key);
        }
    }

    private boolean succeeded(short code, String what) {
        if (code == Errors.NONE.code()) {
            return true;
        }
        client.check(GroupConfig.OFFSETS_TOPIC, 0, Errors.forCode(code), what);
        return false;
    }

    void onTopicDeleted(String topic) {
        commits.onTopicDeleted(topic, client.offsetsLogEnd());
    }

    /** Has a coordinator that answers; and knows what became of a commit that was not answered. */
    private boolean isReady() {
        Errors error = Errors.COORDINATOR_NOT_AVAILABLE;
        for (int i = 0; i < TRIES && broker.isRunning(); i++) {
            error = findCoordinator();
            if (error == Errors.NONE && committed(broker) != null) {
                adopt();
                return true;
            }
            broker.advance(WAIT_MS);
        }
        client.check(GroupConfig.OFFSETS_TOPIC, 0, broker.isRunning() ? error : null, "find the coordinator");
        return false;
    }

    private Errors findCoordinator() {
        FindCoordinatorResponseData answer = broker.ask(
                ApiKeys.FIND_COORDINATOR,
                4,
                new FindCoordinatorRequestData().setCoordinatorKeys(List.of(GROUPS.get(0))),
                FindCoordinatorResponseData.class);
        return answer == null
                ? Errors.COORDINATOR_NOT_AVAILABLE
                : Errors.forCode(answer.coordinators().get(0).errorCode());
    }

    /** A commit that was not answered is there or not: the broker says which. */
    void adopt() {
        SortedMap<CommitModel.Key, String> found = commits.isUndecided() ? committed(broker) : null;
        if (found != null) {
            commits.adopt(found);
        }
    }

    /** What all groups have committed; null while the coordinator does not say. */
    static @Nullable SortedMap<CommitModel.Key, String> committed(SimulatedBroker broker) {
        OffsetFetchResponseData answer =
                broker.ask(ApiKeys.OFFSET_FETCH, 8, Requests.committed(GROUPS), OffsetFetchResponseData.class);
        if (answer == null) {
            return null;
        }
        SortedMap<CommitModel.Key, String> found = new TreeMap<>();
        for (OffsetFetchResponseGroup group : answer.groups()) {
            if (group.errorCode() != Errors.NONE.code()) {
                return null;
            }
            group.topics()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> found.put(
                                    new CommitModel.Key(group.groupId(), topic.name(), partition.partitionIndex()),
                                    partition.committedOffset() + " " + partition.metadata())));
        }
        return found;
    }
}
