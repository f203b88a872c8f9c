package io.deliverytracking.broker.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A consumer as the official client behaves: it joins, leads if it is told to, works, sends heartbeats,
 * commits, and reacts to each error as the client does.
 *
 * <p>An eager one gives up everything before it joins. A cooperative one keeps what it has, and says so; it gives up what
 * its next assignment does not name, and joins again. It loses all only when it hears that it is no member any more.
 */
final class SimulatedConsumer implements SimulatedMember {

    private enum Phase {
        UNJOINED,
        ASKED,
        WORKING,
        GONE
    }

    private static final int HEARTBEAT_MS = 1_000;
    private static final int REQUEST_TIMEOUT_MS = GroupSimulation.REBALANCE_TIMEOUT_MS + 5_000;

    private final GroupSimulation simulation;
    private final String name;
    private final @Nullable String groupInstanceId;
    private Phase phase = Phase.UNJOINED;
    private String memberId = JoinGroup.UNKNOWN_MEMBER_ID;
    private int generationId = JoinGroup.NO_GENERATION;
    private int subscription;
    private long frozenUntilMs;
    private long askedAtMs;
    /** Answers to older questions are not read: their connection is closed. */
    private int question;

    private List<Integer> owned = List.of();

    SimulatedConsumer(GroupSimulation simulation, String name, @Nullable String groupInstanceId) {
        this.simulation = simulation;
        this.name = name;
        this.groupInstanceId = groupInstanceId;
    }

    @Override
    public @Nullable String groupInstanceId() {
        return groupInstanceId;
    }

    @Override
    public String memberId() {
        return memberId;
    }

    /** What it reads, as a real consumer does until it hears that it is none any more. */
    List<Integer> owned() {
        return phase == Phase.GONE ? List.of() : owned;
    }

    boolean isBefore(int generation) {
        return generationId < generation;
    }

    boolean works(int generation) {
        return phase == Phase.WORKING && generationId == generation;
    }

    @Override
    public void start() {
        simulation.time().schedule(simulation.random().nextInt(500), this::poll);
    }

    @Override
    public void kill() {
        phase = Phase.GONE;
    }

    /** A static member does not say goodbye: it means to come back. */
    @Override
    public void leave() {
        LeaveGroup.Request request = new LeaveGroup.Request(
                GroupSimulation.GROUP, List.of(new LeaveGroup.Member(memberId, groupInstanceId, null)));
        if (!memberId.isEmpty()) {
            simulation.send(
                    answer -> simulation.coordinator().leaveGroup(request, answer),
                    Answer.<LeaveGroup.Response>of(response -> {}, error -> {}));
        }
        phase = Phase.GONE;
    }

    @Override
    public void freeze(long ms) {
        frozenUntilMs = simulation.time().elapsedMs() + ms;
    }

    @Override
    public void thaw() {
        frozenUntilMs = 0;
    }

    @Override
    public void changeSubscription() {
        subscription++;
        if (phase == Phase.WORKING) {
            rejoin();
        }
    }

    private void poll() {
        if (phase == Phase.GONE) {
            return;
        }
        simulation.time().schedule(HEARTBEAT_MS + simulation.random().nextInt(200), this::poll);
        long nowMs = simulation.time().elapsedMs();
        if (nowMs < frozenUntilMs) {
            return;
        }
        if (phase == Phase.UNJOINED) {
            join();
        } else if (phase == Phase.ASKED && nowMs - askedAtMs > REQUEST_TIMEOUT_MS) {
            rejoin();
        } else if (phase == Phase.WORKING) {
            heartbeat();
            commit();
            simulation.readBack(simulation.random().nextInt(GroupSimulation.PARTITIONS));
        }
    }

    private void join() {
        ask();
        JoinGroup.Request request = new JoinGroup.Request(
                GroupSimulation.GROUP,
                memberId,
                groupInstanceId,
                name,
                "/127.0.0.1",
                GroupSimulation.SESSION_TIMEOUT_MS,
                GroupSimulation.REBALANCE_TIMEOUT_MS,
                ConsumerProtocolReader.PROTOCOL_TYPE,
                List.of(new JoinGroup.Protocol(simulation.classicProtocol(), words())),
                true,
                true,
                null);
        simulation.send(
                answer -> simulation.coordinator().joinGroup(request, answer),
                ifCurrent(this::onJoined, error -> rejoin()));
    }

    private void onJoined(JoinGroup.Response response) {
        switch (response.error()) {
            case NONE:
                memberId = response.memberId();
                generationId = response.generationId();
                boolean leads = response.leaderId().equals(memberId) && !response.skipAssignment();
                sync(leads ? assign(response.members()) : List.of());
                break;
            case MEMBER_ID_REQUIRED:
                memberId = response.memberId();
                join();
                break;
            case FENCED_INSTANCE_ID:
                onFenced();
                break;
            case REBALANCE_IN_PROGRESS:
                // The group changed over to the consumer protocol: it comes as the member that it is.
                rejoin();
                break;
            default:
                memberId = JoinGroup.UNKNOWN_MEMBER_ID;
                rejoinWithNothing();
                break;
        }
    }

    /** It reads one topic, and its user data is now this, now that. */
    private byte[] words() {
        byte[] userData = {(byte) subscription};
        Map<String, List<Integer>> has = owned.isEmpty() ? Map.of() : Map.of(GroupSimulation.TOPIC, owned);
        return ConsumerProtocolBytes.subscription(List.of(GroupSimulation.TOPIC), userData, has);
    }

    /** To each its share, but for what another one has: that it gets in the next generation. */
    private static List<SyncGroup.Assignment> assign(List<JoinGroup.Member> members) {
        List<SyncGroup.Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            List<Integer> indexes = new ArrayList<>();
            for (int index = i; index < GroupSimulation.PARTITIONS; index += members.size()) {
                if (!isOwnedByAnother(members, members.get(i), index)) {
                    indexes.add(index);
                }
            }
            assignments.add(new SyncGroup.Assignment(members.get(i).memberId(), encode(indexes)));
        }
        return assignments;
    }

    private static boolean isOwnedByAnother(List<JoinGroup.Member> members, JoinGroup.Member member, int index) {
        for (JoinGroup.Member other : members) {
            boolean owns = ConsumerSubscription.of(other.metadata()).owned().stream()
                    .anyMatch(of -> of.partitions().contains(index));
            if (owns && !other.memberId().equals(member.memberId())) {
                return true;
            }
        }
        return false;
    }

    private void sync(List<SyncGroup.Assignment> assignments) {
        ask();
        SyncGroup.Request request = new SyncGroup.Request(
                GroupSimulation.GROUP,
                generationId,
                memberId,
                groupInstanceId,
                ConsumerProtocolReader.PROTOCOL_TYPE,
                simulation.classicProtocol(),
                assignments);
        String owner = groupInstanceId == null ? memberId : groupInstanceId;
        simulation.<SyncGroup.Response>send(
                answer -> simulation
                        .coordinator()
                        .syncGroup(request, simulation.checked(request.generationId(), owner, answer)),
                ifCurrent(response -> onAssigned(decode(response.assignment())), this::onError));
    }

    private void onAssigned(List<Integer> assigned) {
        boolean givesUp = !assigned.containsAll(owned);
        owned = assigned;
        phase = Phase.WORKING;
        simulation.invariants().onAssigned(this);
        if (givesUp) {
            rejoin();
        }
    }

    private void heartbeat() {
        Heartbeat.Request request =
                new Heartbeat.Request(GroupSimulation.GROUP, generationId, memberId, groupInstanceId);
        int generation = generationId;
        simulation.send(
                answer -> simulation.coordinator().heartbeat(request, answer),
                Answer.<Heartbeat.Response>of(ok -> {}, error -> {
                    if (phase == Phase.WORKING && generationId == generation) {
                        onError(error);
                    }
                }));
    }

    private void commit() {
        if (owned.isEmpty()) {
            return;
        }
        int index = owned.get(simulation.random().nextInt(owned.size()));
        CommitOffsets.Request request = new CommitOffsets.Request(
                GroupSimulation.GROUP,
                generationId,
                memberId,
                groupInstanceId,
                CommitOffsets.DEFAULT_RETENTION,
                true,
                List.of(new CommitOffsets.Topic(
                        GroupSimulation.TOPIC,
                        simulation.topics().topicId(GroupSimulation.TOPIC),
                        List.of(new CommitOffsets.Partition(index, simulation.nextOffset(), -1, "")))));
        simulation.send(
                answer -> simulation.commit(request, answer),
                Answer.<CommitOffsets.Response>of(response -> {}, error -> {}));
    }

    /** What the client does with the errors of SyncGroup and Heartbeat. */
    private void onError(Errors error) {
        if (error == Errors.FENCED_INSTANCE_ID) {
            onFenced();
        } else if (error == Errors.UNKNOWN_MEMBER_ID) {
            memberId = JoinGroup.UNKNOWN_MEMBER_ID;
            rejoinWithNothing();
        } else if (error == Errors.ILLEGAL_GENERATION) {
            rejoinWithNothing();
        } else if (error == Errors.REBALANCE_IN_PROGRESS) {
            rejoin();
        } else if (phase == Phase.ASKED) {
            rejoin();
        }
        // A coordinator that is not there now will be again: the next heartbeat finds it.
    }

    /** Somebody else runs under this name, if only a late request of its own: the client stops for good. */
    private void onFenced() {
        phase = Phase.GONE;
        simulation.onFenced(this);
    }

    private void rejoin() {
        question++;
        phase = Phase.UNJOINED;
        if (!simulation.isCooperative()) {
            owned = List.of();
        }
    }

    private void rejoinWithNothing() {
        owned = List.of();
        rejoin();
    }

    private void ask() {
        question++;
        phase = Phase.ASKED;
        askedAtMs = simulation.time().elapsedMs();
    }

    private <R> Answer<R> ifCurrent(Consumer<R> onSend, Consumer<Errors> onFail) {
        int asked = question;
        return Answer.of(
                response -> {
                    if (asked == question && phase != Phase.GONE) {
                        onSend.accept(response);
                    }
                },
                error -> {
                    if (asked == question && phase != Phase.GONE) {
                        onFail.accept(error);
                    }
                });
    }

    static byte[] encode(List<Integer> indexes) {
        return ConsumerProtocolBytes.assignment(Map.of(GroupSimulation.TOPIC, indexes));
    }

    static List<Integer> decode(byte[] bytes) {
        List<Integer> indexes = new ArrayList<>();
        for (GroupSnapshot.TopicPartitions topic : ConsumerProtocolReader.assignedPartitions(bytes)) {
            if (topic.topic().equals(GroupSimulation.TOPIC)) {
                indexes.addAll(topic.partitions());
            }
        }
        return indexes;
    }

    @Override
    public String toString() {
        return name + "(" + memberId + ", " + phase + " in " + generationId + " owns " + owned + ")";
    }
}
