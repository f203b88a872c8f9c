package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of the consumer protocol as the official client behaves: one heartbeat at a time; what it is to give up it
 * works on for a while; when it is not sure what arrived it says everything; a fenced one gives up all and joins again.
 */
final class SimulatedConsumerMember implements SimulatedMember {

    private static final int HEARTBEAT_MS = 1_000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int NO_QUESTION = -1;

    private final GroupSimulation simulation;
    private final String name;
    private final String memberId;
    private final @Nullable String groupInstanceId;
    private boolean gone;
    private int epoch;
    private boolean saysEverything = true;
    private int subscription;
    private long frozenUntilMs;
    private long askedAtMs;
    private int question;
    /** The number of the heartbeat whose answer is awaited. Others are not read: their connection is closed. */
    private int awaited = NO_QUESTION;

    /** Whether that heartbeat says what the member has. */
    private boolean saysOwned;

    private PartitionSet owned = PartitionSet.EMPTY;
    /** What the coordinator knows that the member has, null if it may not know. */
    private @Nullable PartitionSet said;

    private PartitionSet assigned = PartitionSet.EMPTY;

    SimulatedConsumerMember(
            GroupSimulation simulation, String name, String memberId, @Nullable String groupInstanceId) {
        this.simulation = simulation;
        this.name = name;
        this.memberId = memberId;
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

    int epoch() {
        return epoch;
    }

    /** What it reads: more than it is to have, as long as it works on giving up. */
    PartitionSet owned() {
        return gone ? PartitionSet.EMPTY : owned;
    }

    @Override
    public void start() {
        simulation.time().schedule(simulation.random().nextInt(500), this::poll);
    }

    @Override
    public void kill() {
        gone = true;
    }

    @Override
    public void leave() {
        boolean comesBack = groupInstanceId != null && simulation.random().oneIn(2);
        Request request =
                request(comesBack ? ConsumerGroupHeartbeat.LEAVE_STATIC : ConsumerGroupHeartbeat.LEAVE, null, false);
        if (epoch > 0) {
            simulation.send(
                    answer -> simulation.coordinator().consumerGroupHeartbeat(request, answer),
                    Answer.<Response>of(response -> {}, error -> {}));
        }
        gone = true;
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
        saysEverything = true;
    }

    private void poll() {
        if (gone) {
            return;
        }
        simulation.time().schedule(HEARTBEAT_MS + simulation.random().nextInt(200), this::poll);
        long nowMs = simulation.time().elapsedMs();
        if (nowMs < frozenUntilMs) {
            return;
        }
        if (awaited != NO_QUESTION && nowMs - askedAtMs > REQUEST_TIMEOUT_MS) {
            notSureWhatArrived();
        }
        if (awaited == NO_QUESTION) {
            heartbeat();
        }
        if (epoch > 0) {
            commit();
            simulation.readBack(simulation.random().nextInt(GroupSimulation.PARTITIONS));
        }
    }

    private void heartbeat() {
        boolean everything = saysEverything || epoch == 0;
        PartitionSet saying = owned;
        saysOwned = everything || !owned.equals(said);
        Request request = request(epoch, saysOwned ? saying : null, everything);
        saysEverything = false;
        int asked = ++question;
        awaited = asked;
        askedAtMs = simulation.time().elapsedMs();
        simulation.<Response>send(
                answer -> {
                    // A heartbeat that its sender gave up arrives on a connection that is closed.
                    if (asked == awaited) {
                        simulation.coordinator().consumerGroupHeartbeat(request, answer);
                    }
                },
                Answer.of(
                        response -> {
                            if (asked == awaited && !gone) {
                                awaited = NO_QUESTION;
                                said = saying;
                                onAnswer(response);
                            }
                        },
                        error -> {
                            if (asked == awaited && !gone) {
                                notSureWhatArrived();
                            }
                        }));
    }

    private void notSureWhatArrived() {
        awaited = NO_QUESTION;
        saysEverything = true;
    }

    private Request request(int memberEpoch, @Nullable PartitionSet has, boolean everything) {
        boolean byRegex = subscription % 3 == 2;
        List<String> names = subscription % 3 == 1
                ? List.of(GroupSimulation.TOPIC, GroupSimulation.OTHER_TOPIC)
                : List.of(GroupSimulation.TOPIC);
        return new Request(
                GroupSimulation.GROUP,
                memberId,
                memberEpoch,
                groupInstanceId,
                null,
                name,
                "/127.0.0.1",
                everything ? GroupSimulation.REBALANCE_TIMEOUT_MS : ConsumerGroupHeartbeat.UNCHANGED,
                everything ? byRegex ? List.of() : names : null,
                everything ? byRegex ? "(other-)?topic" : "" : null,
                null,
                has,
                true);
    }

    private void onAnswer(Response response) {
        switch (response.error()) {
            case NONE:
                epoch = response.memberEpoch();
                PartitionSet told = response.assignment();
                if (told != null) {
                    assigned = told;
                    apply(told, simulation.random().nextInt(2_000));
                }
                break;
            case UNKNOWN_MEMBER_ID:
            case FENCED_MEMBER_EPOCH:
            case GROUP_ID_NOT_FOUND:
                simulation.count("member fenced");
                epoch = 0;
                owned = PartitionSet.EMPTY;
                assigned = PartitionSet.EMPTY;
                break;
            case FENCED_INSTANCE_ID:
            case UNRELEASED_INSTANCE_ID:
                gone = true;
                simulation.onFenced(this);
                break;
            default:
                throw new AssertionError(this + " was told " + response);
        }
    }

    /**
     * It takes a while to stop reading; what it is to get, it gets afterwards. And not before what it last said that it
     * has is answered: the coordinator would take what it gets meanwhile for given up. The official client does not wait
     * for that; if the answer gets lost and the target changes just then, two members read a partition until the next
     * heartbeat. No coordinator can know, so it is left out here.
     */
    private void apply(PartitionSet told, long delayMs) {
        simulation.time().schedule(delayMs, () -> {
            if (gone || assigned != told) {
                return;
            }
            boolean unanswered = saysOwned && (awaited != NO_QUESTION || saysEverything);
            if (unanswered) {
                apply(told, 50);
            } else {
                owned = told;
            }
        });
    }

    private void commit() {
        List<Integer> partitions = new ArrayList<>();
        Uuid topicId = simulation.topics().topicId(GroupSimulation.TOPIC);
        for (Map.Entry<Uuid, SortedSet<Integer>> topic : owned.byTopic().entrySet()) {
            if (topic.getKey().equals(topicId)) {
                partitions.addAll(topic.getValue());
            }
        }
        if (partitions.isEmpty()) {
            return;
        }
        int index = partitions.get(simulation.random().nextInt(partitions.size()));
        CommitOffsets.Request request = new CommitOffsets.Request(
                GroupSimulation.GROUP,
                epoch,
                memberId,
                groupInstanceId,
                CommitOffsets.DEFAULT_RETENTION,
                true,
                List.of(new CommitOffsets.Topic(
                        GroupSimulation.TOPIC,
                        topicId,
                        List.of(new CommitOffsets.Partition(index, simulation.nextOffset(), -1, "")))));
        simulation.send(
                answer -> simulation.commit(request, answer),
                Answer.<CommitOffsets.Response>of(response -> {}, error -> {}));
    }

    @Override
    public String toString() {
        return name + "(" + memberId + " in " + epoch + " owns " + owned + " of " + assigned + ")";
    }
}
