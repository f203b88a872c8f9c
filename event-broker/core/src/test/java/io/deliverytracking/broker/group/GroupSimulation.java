package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.OffsetsTopic.CoordinatorEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A group under fire, all of it from one seed: consumers that join, hang, die, restart and leave; a network
 * that delays and loses requests and answers; a log that is slow, fails and forgets; a broker that is killed
 * and loses its leadership. After every event the {@link GroupInvariants} are checked; besides,
 *
 * <ul>
 *   <li>a commit that was acknowledged is never lost, one that was refused never shows up ({@link CommitModel});
 *   <li>every question is answered at most once.
 * </ul>
 *
 * When the faults stop, the consumers that live must form a generation that owns every partition, and stay in
 * it; and what a reload finds must be what was there.
 */
final class GroupSimulation {

    static final String GROUP = "riders";
    static final String TOPIC = "topic";
    static final String OTHER_TOPIC = "other-topic";
    static final int PARTITIONS = 6;
    static final int SESSION_TIMEOUT_MS = 6_000;
    static final int REBALANCE_TIMEOUT_MS = 12_000;

    private static final int CONSUMERS = 5;
    private static final long CHAOS_MS = 120_000;
    private static final long HEALING_MS = 90_000;
    private static final long PEACE_MS = 60_000;
    private static final String[] PROPERTIES = {
        "offsets.retention.check.interval.ms", "20000", "offsets.retention.minutes", "1440"
    };

    /** Which protocol the members speak. */
    enum Protocol {
        CLASSIC,
        CONSUMER,
        /** Now this, now that: the group changes over and back. */
        MIXED
    }

    private final Protocol protocol;
    private final TestTopics topics = new TestTopics().create(TOPIC, PARTITIONS);

    private final SimulatedTime time = new SimulatedTime();
    private final SeededRandom random;
    private final InMemoryPartition partition = new InMemoryPartition();
    private final GroupConfig config;
    /** Whether consumers of the classic protocol keep what they have while they join. */
    private final boolean cooperative;

    private final CommitModel commits = new CommitModel();
    private final List<SimulatedMember> consumers = new ArrayList<>();
    private final GroupInvariants invariants;

    private final Map<String, Integer> events = new LinkedHashMap<>();
    private GroupCoordinator coordinator;
    private int leaderEpoch;
    private int incarnation;
    private boolean chaos = true;
    private int names;
    private long offsets;

    GroupSimulation(Protocol protocol, long seed) {
        this.protocol = protocol;
        invariants = new GroupInvariants(protocol, topics, consumers, this::count);
        random = new SeededRandom(seed);
        Map<String, String> properties = new HashMap<>();
        properties.put(PROPERTIES[0], PROPERTIES[1]);
        properties.put(PROPERTIES[2], PROPERTIES[3]);
        // Both kinds of groups: those that wait for company at first, and those that do not.
        properties.put("group.initial.rebalance.delay.ms", random.oneIn(2) ? "0" : "3000");
        // Restating goes on all the time, or never.
        properties.put("offsets.log.smallest.records", random.oneIn(2) ? "20" : "1000000");
        properties.put("group.consumer.min.session.timeout.ms", "1000");
        properties.put("group.consumer.session.timeout.ms", Integer.toString(SESSION_TIMEOUT_MS));
        config = GroupConfig.from(properties);
        cooperative = random.oneIn(2);
        coordinator = newCoordinator();
        elect();
    }

    boolean isCooperative() {
        return cooperative;
    }

    /** The protocol that classic consumers choose among themselves. */
    String classicProtocol() {
        return cooperative ? "cooperative-sticky" : "range";
    }

    TestTopics topics() {
        return topics;
    }

    SimulatedTime time() {
        return time;
    }

    SeededRandom random() {
        return random;
    }

    boolean chaos() {
        return chaos;
    }

    long nextOffset() {
        return ++offsets;
    }

    /** How often things happened, to see that a run tested something. */
    Map<String, Integer> events() {
        return events;
    }

    void count(String event) {
        events.merge(event, 1, Integer::sum);
    }

    void run() {
        for (int i = 0; i < CONSUMERS; i++) {
            spawn();
        }
        time.schedule(1_000, this::cause);
        runFor(CHAOS_MS);
        chaos = false;
        partition.release();
        consumers.forEach(SimulatedMember::thaw);
        runFor(HEALING_MS);
        int generation = invariants.verifySettled(onlyGroup());
        runFor(PEACE_MS);
        if (invariants.verifySettled(onlyGroup()) != generation) {
            throw new AssertionError("A rebalance without a cause after generation " + generation);
        }
        verifyCommits();
        verifyReload();
        count("generations up to " + generation / 10 * 10);
    }

    private void runFor(long ms) {
        long untilMs = time.elapsedMs() + ms;
        while (time.elapsedMs() < untilMs) {
            time.step();
            invariants.verify(coordinator.snapshots());
        }
    }

    private void spawn() {
        String name = "c" + names++;
        boolean isStatic = random.oneIn(2);
        start(name, isStatic ? name : null);
    }

    private void start(String name, @Nullable String instanceId) {
        boolean isClassic = protocol == Protocol.CLASSIC || (protocol == Protocol.MIXED && random.oneIn(2));
        SimulatedMember consumer = isClassic
                ? new SimulatedConsumer(this, name, instanceId)
                : new SimulatedConsumerMember(this, name, name + "-" + random.nextInt(1_000_000), instanceId);
        consumers.add(consumer);
        consumer.start();
    }

    /** Something goes wrong, and soon the next thing. */
    private void cause() {
        if (!chaos) {
            return;
        }
        time.schedule(200 + random.nextInt(2_500), this::cause);
        SimulatedMember victim = consumers.get(random.nextInt(consumers.size()));
        // Topics matter to the coordinator only where it assigns.
        boolean topicsMatter = protocol != Protocol.CLASSIC;
        int cause = random.nextInt(topicsMatter ? 10 : 9);
        switch (topicsMatter || cause < 8 ? cause : 9) {
            case 0:
                count("consumer killed");
                victim.kill();
                consumers.remove(victim);
                replace(victim);
                break;
            case 1:
                count("consumer left");
                victim.leave();
                consumers.remove(victim);
                spawn();
                break;
            case 2:
            case 3:
                count("consumer frozen");
                victim.freeze(random.nextInt(15_000));
                break;
            case 4:
                count("log slow");
                partition.hold();
                time.schedule(random.nextInt(3_000), partition::release);
                break;
            case 5:
                count("log failed");
                failAppends();
                break;
            case 6:
                count("broker killed");
                restart();
                break;
            case 7:
                count("leadership lost");
                coordinator.onResigned(GroupFixture.PARTITION, leaderEpoch);
                time.schedule(random.nextInt(3_000), this::elect);
                break;
            case 8:
                count("topic changed");
                changeTopics();
                break;
            default:
                count("subscription changed");
                victim.changeSubscription();
                break;
        }
    }

    /** The other topic comes, grows, goes and comes again. */
    private void changeTopics() {
        int partitions = topics.partitionCount(OTHER_TOPIC);
        if (partitions == 0) {
            topics.create(OTHER_TOPIC, 1 + random.nextInt(3));
        } else if (random.oneIn(2)) {
            topics.widen(OTHER_TOPIC, partitions + 1);
        } else {
            topics.delete(OTHER_TOPIC);
        }
    }

    /** A static member comes back under its name, sooner or later; a dynamic one is somebody new. */
    private void replace(SimulatedMember killed) {
        time.schedule(random.nextInt(10_000), () -> {
            String instanceId = killed.groupInstanceId();
            if (instanceId == null) {
                spawn();
            } else {
                start(instanceId, instanceId);
            }
        });
        if (consumers.isEmpty()) {
            spawn();
        }
    }

    /** A consumer gave up because its name is in use: whoever runs it starts it again. */
    void onFenced(SimulatedMember consumer) {
        count("fenced");
        consumers.remove(consumer);
        replace(consumer);
    }

    private void failAppends() {
        boolean survive = random.oneIn(2);
        Errors error = random.oneIn(2) ? Errors.NOT_ENOUGH_REPLICAS : Errors.KAFKA_STORAGE_ERROR;
        partition.hold();
        time.schedule(random.nextInt(500), () -> {
            if (partition.inFlight() > 0) {
                partition.fail(error, survive);
            }
            partition.release();
        });
    }

    private void restart() {
        incarnation++;
        partition.crash(random.oneIn(2));
        coordinator.close();
        coordinator = newCoordinator();
        time.schedule(random.nextInt(2_000), this::elect);
    }

    private void elect() {
        coordinator.onElected(GroupFixture.PARTITION, leaderEpoch++, partition, partition);
    }

    private GroupCoordinator newCoordinator() {
        return new GroupCoordinator(
                config,
                time,
                time,
                random,
                new OffsetsTopic() {
                    @Override
                    public int partitionCount() {
                        return 1;
                    }

                    @Override
                    public void locate(int index, String listenerName, Answer<CoordinatorEndpoint> answer) {
                        throw new AssertionError("Nobody asks");
                    }
                },
                topics,
                GroupSettings.NONE);
    }

    /** Sends a question over the network, and its answer back; either may be lost, and so is all with the broker. */
    <R> void send(Consumer<Answer<R>> question, Answer<R> back) {
        if (lost()) {
            return;
        }
        time.schedule(delayMs(), () -> {
            int sentTo = incarnation;
            question.accept(Answer.of(
                    response -> deliver(sentTo, () -> back.send(response)),
                    error -> deliver(sentTo, () -> back.fail(error))));
        });
    }

    private void deliver(int sentTo, Runnable answer) {
        if (sentTo == incarnation && !lost()) {
            time.schedule(delayMs(), answer);
        }
    }

    private boolean lost() {
        boolean lost = chaos && random.oneIn(25);
        if (lost) {
            count("message lost");
        }
        return lost;
    }

    private long delayMs() {
        return chaos && random.oneIn(30) ? random.nextInt(4_000) : random.nextInt(20);
    }

    GroupCoordinator coordinator() {
        return coordinator;
    }

    GroupInvariants invariants() {
        return invariants;
    }

    /** Wraps the answer to a SyncGroup so that what leaves the coordinator is checked, even if it gets lost. */
    Answer<SyncGroup.Response> checked(int generation, String owner, Answer<SyncGroup.Response> answer) {
        int sentTo = incarnation;
        return Answer.of(
                response -> {
                    if (sentTo == incarnation) {
                        invariants.verifyAssigned(generation, owner, SimulatedConsumer.decode(response.assignment()));
                    }
                    answer.send(response);
                },
                answer::fail);
    }

    /** A consumer's commit arrives; returns what its answer is to be told to. */
    void commit(CommitOffsets.Request request, Answer<CommitOffsets.Response> answer) {
        CommitOffsets.Partition only = request.topics().get(0).partitions().get(0);
        CommitModel.Commit commit = commits.arrived(only.partition(), only.offset());
        int sentTo = incarnation;
        coordinator.commitOffsets(
                request,
                Answer.of(
                        response -> {
                            if (sentTo == incarnation) {
                                commit.answered(Errors.NONE);
                                count("commits");
                            }
                            answer.send(response);
                        },
                        error -> {
                            if (sentTo == incarnation) {
                                commit.answered(error);
                            }
                            answer.fail(error);
                        }));
    }

    /** Reads a committed offset as a client would, and checks it. */
    void readBack(int index) {
        long acknowledged = commits.acknowledged(index);
        Asked<FetchOffsets.Response> asked = new Asked<>();
        int sentTo = incarnation;
        coordinator.fetchOffsets(
                new FetchOffsets.Request(GROUP, List.of(new FetchOffsets.Topic(TOPIC, Uuid.ZERO_UUID, List.of(index)))),
                Answer.of(
                        response -> {
                            asked.send(response);
                            if (sentTo == incarnation) {
                                long seen = response.topics()
                                        .get(0)
                                        .partitions()
                                        .get(0)
                                        .offset();
                                commits.verify(index, acknowledged, seen);
                                count("reads");
                            }
                        },
                        asked::fail));
    }

    private GroupSnapshot onlyGroup() {
        List<GroupSnapshot> groups = coordinator.snapshots();
        if (groups.size() != 1) {
            throw new AssertionError("One group expected: " + groups);
        }
        return groups.get(0);
    }

    private void verifyCommits() {
        for (int index = 0; index < PARTITIONS; index++) {
            readBack(index);
        }
    }

    private void verifyReload() {
        String before = onlyGroup().toString().replaceAll("\\[B@[0-9a-f]+", "");
        coordinator.close();
        coordinator = newCoordinator();
        elect();
        String after = onlyGroup().toString().replaceAll("\\[B@[0-9a-f]+", "");
        if (!before.equals(after)) {
            throw new AssertionError("Reloaded " + after + " instead of " + before);
        }
        verifyCommits();
    }
}
