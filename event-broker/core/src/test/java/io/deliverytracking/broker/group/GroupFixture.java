package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.OffsetsTopic.CoordinatorEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator of one partition on a simulated clock, in which a test can tell a story:
 *
 * <pre>
 *   TestMember anna = groups.member("anna").join();
 *   groups.advance(3_000);
 *   anna.assign(Map.of("anna", "north"));
 *   assertThat(anna.assignment()).isEqualTo("north");
 * </pre>
 */
final class GroupFixture {

    static final String GROUP = "riders";
    static final int PARTITION = 0;

    private final SimulatedTime time = new SimulatedTime();
    private final InMemoryPartition partition = new InMemoryPartition();
    private final GroupConfig config;
    private final SeededRandom random = new SeededRandom(42);
    private final TestTopics topics = new TestTopics();
    private final Map<String, Map<String, String>> settings = new HashMap<>();
    private GroupCoordinator coordinator;
    private int leaderEpoch;

    GroupFixture() {
        this(Map.of());
    }

    GroupFixture(String property, int value) {
        this(Map.of(property, Integer.toString(value)));
    }

    GroupFixture(Map<String, String> properties) {
        config = GroupConfig.from(properties);
        coordinator = newCoordinator();
        elect();
    }

    private GroupCoordinator newCoordinator() {
        return new GroupCoordinator(
                config,
                time,
                time,
                random,
                new OnePartition(),
                topics,
                groupId -> settings.getOrDefault(groupId, Map.of()));
    }

    GroupCoordinator coordinator() {
        return coordinator;
    }

    TestTopics topics() {
        return topics;
    }

    /** An administrator sets something for one group. */
    void set(String groupId, String name, int value) {
        settings.computeIfAbsent(groupId, id -> new HashMap<>()).put(name, Integer.toString(value));
    }

    SimulatedTime time() {
        return time;
    }

    InMemoryPartition partition() {
        return partition;
    }

    void elect() {
        coordinator.onElected(PARTITION, leaderEpoch++, partition, partition);
    }

    void resign() {
        coordinator.onResigned(PARTITION, leaderEpoch);
    }

    /** The broker is killed and starts again; what was in flight had reached the log. */
    GroupFixture restart() {
        partition.crash(true);
        coordinator.close();
        coordinator = newCoordinator();
        elect();
        return this;
    }

    void advance(long ms) {
        time.advance(ms);
    }

    /** A member to be of the usual group. */
    TestMember member(String name) {
        return new TestMember(this, GROUP, name);
    }

    TestMember memberOf(String groupId, String name) {
        return new TestMember(this, groupId, name);
    }

    /** A member to be of the usual group, of the consumer protocol. */
    ConsumerTestMember consumer(String name) {
        return new ConsumerTestMember(this, GROUP, name);
    }

    /** Everybody calls, again and again, until nobody hears anything new. */
    void settle(ConsumerTestMember... members) {
        String before = "";
        String now = "?";
        while (!now.equals(before)) {
            before = now;
            for (ConsumerTestMember member : members) {
                member.heartbeat();
            }
            now = describeConsumers().toString();
        }
    }

    ConsumerGroupSnapshot describeConsumers() {
        Asked<ConsumerGroupSnapshot> asked = new Asked<>();
        coordinator.describeConsumerGroup(GROUP, asked);
        return asked.response();
    }

    /** A group with these members in state Stable, each assigned its own name. The first one leads. */
    List<TestMember> stableGroup(String... names) {
        List<TestMember> members =
                java.util.Arrays.stream(names).map(this::member).toList();
        members.forEach(TestMember::join);
        advance(config.initialRebalanceDelayMs() * 2L);
        settle(members);
        return members;
    }

    /** Everybody syncs, the leader with an assignment of each member's own name. */
    void settle(List<TestMember> members) {
        Map<String, String> assignment = new HashMap<>();
        members.forEach(member -> {
            member.joined();
            assignment.put(member.name(), member.name());
        });
        for (TestMember member : members) {
            if (member.leads()) {
                member.assign(members, assignment);
            } else {
                member.sync();
            }
        }
    }

    String state() {
        return describe(GROUP).state();
    }

    int generation() {
        return describe(GROUP).generationId();
    }

    GroupSnapshot describe(String groupId) {
        Asked<GroupSnapshot> asked = new Asked<>();
        coordinator.describeGroup(groupId, asked);
        return asked.response();
    }

    boolean exists(String groupId) {
        Asked<GroupSnapshot> asked = new Asked<>();
        coordinator.describeGroup(groupId, asked);
        return asked.error() != Errors.GROUP_ID_NOT_FOUND;
    }

    /** Commits from outside any generation. */
    Asked<CommitOffsets.Response> commit(String groupId, String topic, int index, long offset) {
        return commit(groupId, "", JoinGroup.NO_GENERATION, topic, index, offset);
    }

    Asked<CommitOffsets.Response> commit(
            String groupId, String memberId, int generation, String topic, int index, long offset) {
        return commit(groupId, memberId, null, generation, topic, new CommitOffsets.Partition(index, offset, 7, "m"));
    }

    Asked<CommitOffsets.Response> commit(
            String groupId,
            String memberId,
            @Nullable String groupInstanceId,
            int generation,
            String topic,
            CommitOffsets.Partition partitionOffset) {
        topics.createIfMissing(topic);
        Asked<CommitOffsets.Response> asked = new Asked<>();
        coordinator.commitOffsets(
                new CommitOffsets.Request(
                        groupId,
                        generation,
                        memberId,
                        groupInstanceId,
                        CommitOffsets.DEFAULT_RETENTION,
                        true,
                        List.of(new CommitOffsets.Topic(topic, Uuid.ZERO_UUID, List.of(partitionOffset)))),
                asked);
        return asked;
    }

    /** The committed offset, or -1. */
    long committed(String groupId, String topic, int index) {
        return fetch(groupId, topic, index)
                .response()
                .topics()
                .get(0)
                .partitions()
                .get(0)
                .offset();
    }

    Asked<FetchOffsets.Response> fetch(String groupId, String topic, int index) {
        Asked<FetchOffsets.Response> asked = new Asked<>();
        coordinator.fetchOffsets(
                new FetchOffsets.Request(
                        groupId, List.of(new FetchOffsets.Topic(topic, Uuid.ZERO_UUID, List.of(index)))),
                asked);
        return asked;
    }

    Errors delete(String groupId) {
        Asked<Errors> asked = new Asked<>();
        coordinator.deleteGroup(groupId, asked);
        return asked.response();
    }

    private static final class OnePartition implements OffsetsTopic {

        @Override
        public int partitionCount() {
            return 1;
        }

        @Override
        public void locate(int partition, String listenerName, Answer<CoordinatorEndpoint> answer) {
            answer.fail(Errors.COORDINATOR_NOT_AVAILABLE);
        }
    }
}
