package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.OffsetsTopic.CoordinatorEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A group under fire, all of it from one seed: consumers that join, hang, die, restart and leave; a network
 * that delays and loses requests and answers; a log that is slow, fails and forgets; a broker that is killed
 * and loses its leadership. After every event the invariants are checked:
 *
 * <ul>
 *   <li>each partition has one owner in each generation, and generations are assigned in ascending order;
 *   <li>a commit that was acknowledged is never lost, one that was refused never shows up;
 *   <li>a stable group has a leader that is a member, and no partition twice;
 *   <li>in a group of the consumer protocol, no two members read a partition at any time, whatever protocol they speak:
 *       not even while one of them works on giving it up, or keeps it while it joins;
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
    /** Owner of each partition in each generation, as told to the members. */
    private final Map<Integer, Map<Integer, String>> owners = new HashMap<>();

    /** Member ids of classic consumers that were removed, and have not been told what they have since. */
    private final Set<String> removed = new HashSet<>();

    private final Map<String, Integer> events = new LinkedHashMap<>();
    private GroupCoordinator coordinator;
    private int leaderEpoch;
    private int incarnation;
    private boolean chaos = true;
    private int newestAssigned;
    private int generationSeen;
    private int lastClassicGeneration;
    private String typeSeen = "";
    private int names;
    private long offsets;

    GroupSimulation(Protocol protocol, long seed) {
        this.protocol = protocol;
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
        int generation = verifySettled();
        runFor(PEACE_MS);
        if (verifySettled() != generation) {
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
            verifySnapshot();
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

    /** A classic consumer reads what it was told, and nothing else. */
    void onAssigned(SimulatedConsumer consumer) {
        removed.remove(consumer.memberId());
    }

    /** Wraps the answer to a SyncGroup so that what leaves the coordinator is checked, even if it gets lost. */
    Answer<SyncGroup.Response> checked(int generation, String owner, Answer<SyncGroup.Response> answer) {
        int sentTo = incarnation;
        return Answer.of(
                response -> {
                    if (sentTo == incarnation) {
                        verifyAssigned(generation, owner, SimulatedConsumer.decode(response.assignment()));
                    }
                    answer.send(response);
                },
                answer::fail);
    }

    private void verifyAssigned(int generation, String owner, List<Integer> assigned) {
        // Members of the classic protocol in a consumer group hear of a generation when they come to it.
        if (protocol == Protocol.CLASSIC && generation < newestAssigned) {
            throw new AssertionError("Generation " + generation + " was assigned after " + newestAssigned);
        }
        newestAssigned = generation;
        Map<Integer, String> ofGeneration = owners.computeIfAbsent(generation, number -> new HashMap<>());
        for (int index : assigned) {
            String previous = ofGeneration.putIfAbsent(index, owner);
            if (previous != null && !previous.equals(owner)) {
                throw new AssertionError("Partition " + index + " belongs to " + previous + " and " + owner
                        + " in generation " + generation);
            }
        }
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

    private void verifySnapshot() {
        for (GroupSnapshot group : coordinator.snapshots()) {
            follow(group);
            if (group.type().equals(ConsumerGroup.TYPE)) {
                verifyOneReader(group);
            } else if (group.state().equals("Stable")) {
                verifyStable(group);
            }
        }
    }

    /** Notes how a group counts and changes over. */
    private void follow(GroupSnapshot group) {
        if (protocol == Protocol.MIXED && group.generationId() < generationSeen) {
            // A group without members that changes protocol counts from the start, as in Apache Kafka.
            owners.clear();
            generationSeen = 0;
        }
        if (!group.type().equals(typeSeen)) {
            count("became a " + group.type() + " group");
            lastClassicGeneration = generationSeen;
        }
        generationSeen = group.generationId();
        typeSeen = group.type();
    }

    private static void verifyStable(GroupSnapshot group) {
        Map<String, String> ownersNow = new HashMap<>();
        boolean leaderIsMember = false;
        for (GroupSnapshot.Member member : group.members()) {
            leaderIsMember |= member.memberId().equals(group.leaderId());
            for (GroupSnapshot.TopicPartitions topic : member.assignedPartitions()) {
                for (int index : topic.partitions()) {
                    String other = ownersNow.put(topic.topic() + "-" + index, member.memberId());
                    if (other != null) {
                        throw new AssertionError("Partition " + index + " of " + other + " and " + member.memberId());
                    }
                }
            }
        }
        if (!leaderIsMember) {
            throw new AssertionError("Leader " + group.leaderId() + " is no member of " + group);
        }
    }

    /**
     * Whoever is a member reads only what no other member reads. One that was removed and does not know it may, also when
     * it comes back under its id, and a classic one that is late for the last classic generation: there nobody waits for
     * what it gives up.
     */
    private void verifyOneReader(GroupSnapshot group) {
        Set<String> memberIds = new HashSet<>();
        group.members().forEach(member -> memberIds.add(member.memberId()));
        Map<String, String> readers = new HashMap<>();
        for (SimulatedMember consumer : consumers) {
            boolean isMember = memberIds.contains(consumer.memberId());
            boolean isLate = consumer instanceof SimulatedConsumer member && member.isBefore(lastClassicGeneration);
            if (!isMember && consumer instanceof SimulatedConsumer) {
                removed.add(consumer.memberId());
            }
            if (isMember && !isLate && !removed.contains(consumer.memberId())) {
                for (String read : readBy(consumer)) {
                    String other = readers.put(read, consumer.toString());
                    if (other != null) {
                        throw new AssertionError("Partition " + read + " is read by " + other + " and " + consumer);
                    }
                }
            }
        }
    }

    /** The partitions that a consumer reads, as text. */
    private List<String> readBy(SimulatedMember consumer) {
        List<String> read = new ArrayList<>();
        if (consumer instanceof SimulatedConsumerMember member) {
            member.owned()
                    .byTopic()
                    .forEach((topicId, partitions) -> partitions.forEach(index -> read.add(topicId + "-" + index)));
        } else if (consumer instanceof SimulatedConsumer member) {
            member.owned().forEach(index -> read.add(topics.topicId(TOPIC) + "-" + index));
        }
        return read;
    }

    /** All consumers that live are in one generation or epoch, and read everything; the group is of their protocol. */
    private int verifySettled() {
        GroupSnapshot group = onlyGroup();
        String type = ClassicGroup.TYPE;
        Set<String> read = new HashSet<>();
        for (SimulatedMember consumer : consumers) {
            boolean settled;
            if (consumer instanceof SimulatedConsumerMember member) {
                type = ConsumerGroup.TYPE;
                settled = member.epoch() == group.generationId();
            } else {
                settled = ((SimulatedConsumer) consumer).works(group.generationId());
            }
            if (!settled) {
                throw new AssertionError(consumer + " does not work in " + group);
            }
            read.addAll(readBy(consumer));
        }
        read.removeIf(partition -> !partition.startsWith(topics.topicId(TOPIC) + "-"));
        if (read.size() != PARTITIONS
                || group.members().size() != consumers.size()
                || !group.state().equals("Stable")
                || !group.type().equals(type)) {
            throw new AssertionError("Read " + read + " by " + consumers + " in " + group);
        }
        count(type + " at the end");
        return group.generationId();
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
