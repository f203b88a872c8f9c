package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.Timers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group coordinator of one broker: sends each question to the shard of the group, and keeps a shard for
 * every partition of {@code __consumer_offsets} that this broker leads.
 *
 * <p>A group belongs to the partition that the hash of its id names, so its coordinator is that partition's
 * leader. For a group elsewhere the answer is NOT_COORDINATOR; while its shard is loaded it is
 * COORDINATOR_LOAD_IN_PROGRESS. A shard whose append failed is dropped and loaded again.
 *
 * <p>Threading: all methods are called on the lane that owns the partitions of {@code __consumer_offsets},
 * and answers are given on it.
 */
public final class GroupCoordinator {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCoordinator.class);

    /**
     * A log that fails may fail for a while: the wait before a reload doubles with each that fails, and with each that
     * finds a log that takes nothing, such as one on a full disk.
     */
    private static final int SHORTEST_RELOAD_BACKOFF_MS = 100;

    private static final int LONGEST_RELOAD_BACKOFF_MS = 5_000;

    private final GroupConfig config;
    private final Clock clock;
    private final Timers timers;
    private final RandomSource random;
    private final OffsetsTopic offsetsTopic;
    private final TopicDirectory topics;
    private final GroupSettings settings;
    private final GroupCounters counters = new GroupCounters();
    private final SortedMap<Integer, Led> led = new TreeMap<>();

    public GroupCoordinator(
            GroupConfig config,
            Clock clock,
            Timers timers,
            RandomSource random,
            OffsetsTopic offsetsTopic,
            TopicDirectory topics,
            GroupSettings settings) {
        this.config = config;
        this.clock = clock;
        this.timers = timers;
        this.random = random;
        this.offsetsTopic = offsetsTopic;
        this.topics = topics;
        this.settings = settings;
    }

    public GroupConfig config() {
        return config;
    }

    public GroupCounters counters() {
        return counters;
    }

    /**
     * The partition of {@code __consumer_offsets} that holds a group. Kafka's rule: another one would not find what was
     * committed by this one.
     */
    public int partitionFor(String groupId) {
        return Utils.abs(groupId.hashCode()) % offsetsTopic.partitionCount();
    }

    /** This broker leads a partition from {@code leaderEpoch} on: its groups are loaded. */
    public void onElected(int partition, int leaderEpoch, PartitionAppender appender, PartitionLoader loader) {
        Led current = led.get(partition);
        if (current != null) {
            if (current.leaderEpoch >= leaderEpoch) {
                return;
            }
            current.end();
        }
        Led next = new Led(partition, leaderEpoch, appender, loader);
        led.put(partition, next);
        next.load();
    }

    /** This broker leads a partition no longer, or another epoch of it. An older epoch is ignored. */
    public void onResigned(int partition, int leaderEpoch) {
        Led current = led.get(partition);
        if (current != null && current.leaderEpoch <= leaderEpoch) {
            led.remove(partition);
            current.end();
            LOG.info("{}-{}: no longer coordinating its groups", GroupConfig.OFFSETS_TOPIC, partition);
        }
    }

    /** The broker stops: nothing is answered from here on but what was parked, with NOT_COORDINATOR. */
    public void close() {
        led.values().forEach(Led::end);
        led.clear();
    }

    /** Topics were deleted: what groups committed for them goes. */
    public void onTopicsDeleted(Collection<String> topics) {
        List<String> names = List.copyOf(topics);
        for (Led partition : List.copyOf(led.values())) {
            partition.shard.onTopicsDeleted(names);
        }
    }

    public void joinGroup(JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        if (request.groupId().isEmpty()) {
            answer.fail(Errors.INVALID_GROUP_ID);
        } else if (request.sessionTimeoutMs() < config.minSessionTimeoutMs()
                || request.sessionTimeoutMs() > config.maxSessionTimeoutMs()) {
            answer.fail(Errors.INVALID_SESSION_TIMEOUT);
        } else {
            ask(request.groupId(), answer, (shard, turn) -> shard.membership().join(turn, request, answer));
        }
    }

    public void syncGroup(SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        if (request.groupId().isEmpty()) {
            answer.fail(Errors.INVALID_GROUP_ID);
        } else {
            ask(request.groupId(), answer, (shard, turn) -> shard.membership().sync(turn, request, answer));
        }
    }

    public void heartbeat(Heartbeat.Request request, Answer<Heartbeat.Response> answer) {
        if (request.groupId().isEmpty()) {
            answer.fail(Errors.INVALID_GROUP_ID);
            return;
        }
        Led partition = led.get(partitionFor(request.groupId()));
        if (partition != null && partition.shard.isLoading()) {
            // Its session begins anew when the shard is loaded: nothing is known that should disturb it.
            answer.send(Heartbeat.Response.OK);
        } else {
            ask(request.groupId(), answer, (shard, turn) -> shard.membership().heartbeat(turn, request, answer));
        }
    }

    public void leaveGroup(LeaveGroup.Request request, Answer<LeaveGroup.Response> answer) {
        if (request.groupId().isEmpty()) {
            answer.fail(Errors.INVALID_GROUP_ID);
        } else {
            ask(request.groupId(), answer, (shard, turn) -> shard.membership().leave(turn, request, answer));
        }
    }

    /** A member of the consumer protocol joins, lives or leaves. What is wrong with it is part of the answer. */
    public void consumerGroupHeartbeat(
            ConsumerGroupHeartbeat.Request request, Answer<ConsumerGroupHeartbeat.Response> answer) {
        ConsumerGroupHeartbeat.Response fault = HeartbeatFaults.of(request, config.consumer());
        if (fault != null) {
            answer.send(fault);
        } else {
            ask(
                    request.groupId(),
                    answer,
                    (shard, turn) -> shard.consumerGroups().heartbeat(turn, request, answer));
        }
    }

    public void commitOffsets(CommitOffsets.Request request, Answer<CommitOffsets.Response> answer) {
        ask(request.groupId(), answer, (shard, turn) -> shard.offsets().commit(turn, request, answer));
    }

    public void fetchOffsets(FetchOffsets.Request request, Answer<FetchOffsets.Response> answer) {
        ask(request.groupId(), answer, (shard, turn) -> shard.offsets().fetch(turn, request, answer));
    }

    public void deleteOffsets(DeleteOffsets.Request request, Answer<DeleteOffsets.Response> answer) {
        if (request.groupId().isEmpty()) {
            answer.fail(Errors.INVALID_GROUP_ID);
        } else {
            ask(request.groupId(), answer, (shard, turn) -> shard.offsets().delete(turn, request, answer));
        }
    }

    /** Fails with GROUP_ID_NOT_FOUND for a group that does not exist, or is of the classic protocol. */
    public void describeConsumerGroup(String groupId, Answer<ConsumerGroupSnapshot> answer) {
        if (groupId.isEmpty()) {
            answer.fail(Errors.INVALID_GROUP_ID);
        } else {
            ask(groupId, answer, (shard, turn) -> shard.administration().describeConsumers(turn, groupId, answer));
        }
    }

    /** Fails with GROUP_ID_NOT_FOUND for a group that does not exist, or is of the consumer protocol. */
    public void describeGroup(String groupId, Answer<GroupSnapshot> answer) {
        ask(groupId, answer, (shard, turn) -> shard.administration().describe(turn, groupId, answer));
    }

    /** Answers NONE if the group is gone. */
    public void deleteGroup(String groupId, Answer<Errors> answer) {
        ask(groupId, answer, (shard, turn) -> shard.administration().delete(turn, groupId, answer));
    }

    /** Fails while a shard is loaded: half a list would pass for a whole one. */
    public void listGroups(ListGroups.Request request, Answer<ListGroups.Response> answer) {
        List<Led> partitions = List.copyOf(led.values());
        List<ListGroups.Listing> found = new ArrayList<>();
        Gather<ListGroups.Response> gather =
                new Gather<>(partitions.size(), part -> found.addAll(part.groups()), error -> {
                    if (error == Errors.NONE) {
                        answer.send(new ListGroups.Response(found));
                    } else {
                        answer.fail(error);
                    }
                });
        for (Led partition : partitions) {
            Answer<ListGroups.Response> part = gather.part();
            partition.ask(part, (shard, turn) -> shard.administration().list(turn, request, part));
        }
    }

    /** All groups that this broker coordinates as they stand, not all of it durable yet: for people to look at. */
    public List<GroupSnapshot> snapshots() {
        List<GroupSnapshot> snapshots = new ArrayList<>();
        for (Led partition : led.values()) {
            if (partition.shard.isActive()) {
                snapshots.addAll(partition.shard.administration().snapshots());
            }
        }
        return snapshots;
    }

    private void ask(String groupId, Answer<?> answer, BiConsumer<GroupShard, Turn> question) {
        Led partition = led.get(partitionFor(groupId));
        if (partition == null) {
            answer.fail(Errors.NOT_COORDINATOR);
        } else {
            partition.ask(answer, question);
        }
    }

    /** A partition that this broker leads, and the shard of the moment. */
    private final class Led {

        private final int partition;
        private final int leaderEpoch;
        private final PartitionAppender appender;
        private final PartitionLoader loader;
        private GroupShard shard;
        private @Nullable Cancellable nextLoad;
        private int reloadBackoffMs = SHORTEST_RELOAD_BACKOFF_MS;
        private boolean ended;

        Led(int partition, int leaderEpoch, PartitionAppender appender, PartitionLoader loader) {
            this.partition = partition;
            this.leaderEpoch = leaderEpoch;
            this.appender = appender;
            this.loader = loader;
            this.shard = newShard();
        }

        void ask(Answer<?> answer, BiConsumer<GroupShard, Turn> question) {
            GroupShard current = shard;
            if (current.isActive()) {
                current.run(turn -> question.accept(current, turn));
            } else {
                answer.fail(Errors.COORDINATOR_LOAD_IN_PROGRESS);
            }
        }

        void load() {
            nextLoad = null;
            GroupShard loading = shard;
            loader.load(record -> replay(loading, record), error -> onLoaded(loading, error));
        }

        private void replay(GroupShard loading, CoordinatorRecord record) {
            try {
                loading.replay(record);
            } catch (RecordFormatException e) {
                LOG.error("{}-{}: cannot be loaded", GroupConfig.OFFSETS_TOPIC, partition, e);
                loading.close(Errors.NOT_COORDINATOR);
            }
        }

        private void onLoaded(GroupShard loading, Errors error) {
            if (ended || loading != shard) {
                return;
            }
            if (error == Errors.NONE && loading.isLoading()) {
                loading.activate();
            } else {
                LOG.warn("{}-{}: loading failed: {}", GroupConfig.OFFSETS_TOPIC, partition, error);
                loading.close(Errors.NOT_COORDINATOR);
                startOver();
            }
        }

        private void startOver() {
            if (!ended) {
                if (shard.hasAppended()) {
                    reloadBackoffMs = SHORTEST_RELOAD_BACKOFF_MS;
                }
                shard = newShard();
                nextLoad = timers.schedule(reloadBackoffMs, this::load);
                reloadBackoffMs = Math.min(2 * reloadBackoffMs, LONGEST_RELOAD_BACKOFF_MS);
            }
        }

        private GroupShard newShard() {
            return new GroupShard(
                    partition,
                    config,
                    clock,
                    timers,
                    random,
                    topics,
                    settings,
                    counters,
                    appender,
                    error -> startOver());
        }

        void end() {
            ended = true;
            if (nextLoad != null) {
                nextLoad.cancel();
                nextLoad = null;
            }
            shard.close(Errors.NOT_COORDINATOR);
        }
    }
}
