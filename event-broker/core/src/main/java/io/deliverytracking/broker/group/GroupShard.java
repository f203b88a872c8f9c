package io.deliverytracking.broker.group;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.RandomSource;
import io.deliverytracking.broker.port.Timers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator of all groups in one partition of {@code __consumer_offsets}, for as long as this broker
 * leads it and the log takes what it is given.
 *
 * <pre>
 *   loading --- activate() ---&gt; active --- close() ---&gt; closed
 *      |                                                  ^
 *      +---------------------- close() -------------------+
 * </pre>
 *
 * <p>A shard is used once. A failed append leaves it unknown what the log holds, so the shard is closed and
 * {@link GroupCoordinator} loads a new one; the state in memory is never corrected.
 *
 * <p>Invariant: state in memory is the log's up to its end, in flight included; an answer leaves only when
 * everything emitted before it is durable: below the high watermark.
 *
 * <p>Threading: confined to the lane of the partition.
 */
final class GroupShard {

    private static final Logger LOG = LoggerFactory.getLogger(GroupShard.class);

    private enum Phase {
        LOADING,
        ACTIVE,
        CLOSED
    }

    private final int partition;
    private final GroupConfig config;
    private final Clock clock;
    private final Timers timers;
    private final RandomSource random;
    private final TopicDirectory topics;
    private final GroupSettings settings;
    private final GroupCounters counters;
    private final PartitionAppender appender;
    private final Consumer<Errors> onAppendFailed;
    private final GroupStore store = new GroupStore();
    private final MembershipDecisions membership = new MembershipDecisions(store);
    private final ConsumerGroupDecisions consumerGroups = new ConsumerGroupDecisions(store);
    private final OffsetDecisions offsets = new OffsetDecisions(store);
    private final OffsetExpiry expiry = new OffsetExpiry(store);
    private final GroupAdministration administration;
    private final Restatement restatement;
    private final ArrayDeque<Append> inFlight = new ArrayDeque<>();
    private Phase phase = Phase.LOADING;
    private @Nullable Cancellable nextSweep;
    private boolean hasAppended;
    private long skippedRecords;

    GroupShard(
            int partition,
            GroupConfig config,
            Clock clock,
            Timers timers,
            RandomSource random,
            TopicDirectory topics,
            GroupSettings settings,
            GroupCounters counters,
            PartitionAppender appender,
            Consumer<Errors> onAppendFailed) {
        this.partition = partition;
        this.config = config;
        this.clock = clock;
        this.timers = timers;
        this.random = random;
        this.topics = topics;
        this.settings = settings;
        this.counters = counters;
        this.appender = appender;
        this.onAppendFailed = onAppendFailed;
        this.administration = new GroupAdministration(store, partition, topics);
        this.restatement = new Restatement(partition, store, appender, config.smallestOffsetsLog());
    }

    MembershipDecisions membership() {
        return membership;
    }

    ConsumerGroupDecisions consumerGroups() {
        return consumerGroups;
    }

    OffsetDecisions offsets() {
        return offsets;
    }

    GroupAdministration administration() {
        return administration;
    }

    boolean isLoading() {
        return phase == Phase.LOADING;
    }

    boolean isActive() {
        return phase == Phase.ACTIVE;
    }

    /** Whether anything that this shard wrote is durable: a log that takes nothing can be read all the same. */
    boolean hasAppended() {
        return hasAppended;
    }

    /** Takes the next record of the log while loading. */
    void replay(CoordinatorRecord bytes) {
        if (phase != Phase.LOADING) {
            return;
        }
        restatement.onWritten(1);
        GroupRecord record = GroupRecordCodec.decode(bytes);
        if (record == null) {
            skippedRecords++;
        } else {
            record.replay(store);
        }
    }

    /** The log is read to its end: from here on the shard answers. */
    void activate() {
        Invariant.check(phase == Phase.LOADING, "Only a loading shard can become active");
        phase = Phase.ACTIVE;
        if (skippedRecords > 0) {
            LOG.warn(
                    "{}-{}: passed over {} records of kinds that this coordinator does not know",
                    GroupConfig.OFFSETS_TOPIC,
                    partition,
                    skippedRecords);
        }
        for (Group group : store.copyOfGroups()) {
            run(group::onLoaded);
        }
        run(offsets::forgetDeletedTopics);
        if (phase != Phase.ACTIVE) {
            // The log took none of that.
            return;
        }
        scheduleSweep();
        LOG.info(
                "{}-{}: coordinating {} groups",
                GroupConfig.OFFSETS_TOPIC,
                partition,
                store.groups().size());
    }

    /** Topics were deleted: what was committed for them goes; from a shard that is being loaded, once it is. */
    void onTopicsDeleted(List<String> topics) {
        run(turn -> offsets.forgetTopics(turn, topics));
    }

    /** This broker does not coordinate these groups any more, or must look them up in the log again. */
    void close(Errors error) {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        if (nextSweep != null) {
            // Up to the sweep the timer would hold all of the shard.
            nextSweep.cancel();
            nextSweep = null;
        }
        List<Append> abandoned = List.copyOf(inFlight);
        inFlight.clear();
        abandoned.forEach(append -> append.fail(error));
        store.copyOfGroups().forEach(group -> group.abandon(Errors.NOT_COORDINATOR));
    }

    /** Makes one decision and acts on it. A shard that is not active ignores it: a timer came too late. */
    void run(Consumer<Turn> decision) {
        if (phase != Phase.ACTIVE) {
            return;
        }
        Turn turn = new Turn(
                store, config, clock, random, topics, settings, this::schedule, counters, appender.maxBatchSizeBytes());
        decision.accept(turn);
        List<List<CoordinatorRecord>> batches = turn.batches();
        if (!batches.isEmpty()) {
            append(batches, turn.answers());
        } else if (inFlight.isEmpty()) {
            turn.answers().forEach(Turn.PendingAnswer::send);
        } else {
            inFlight.getLast().answers.addAll(turn.answers());
        }
    }

    private void append(List<List<CoordinatorRecord>> batches, List<Turn.PendingAnswer<?>> answers) {
        // All are queued before the first is handed over: its failure must find the answers of the last.
        List<Append> appends = new ArrayList<>(batches.size());
        for (int i = 0; i < batches.size(); i++) {
            appends.add(new Append(i == batches.size() - 1 ? answers : List.of()));
        }
        inFlight.addAll(appends);
        for (int i = 0; i < batches.size() && phase == Phase.ACTIVE; i++) {
            Append append = appends.get(i);
            restatement.onWritten(batches.get(i).size());
            appender.append(batches.get(i), error -> onAppended(append, error));
        }
        if (phase == Phase.ACTIVE && restatement.isDue()) {
            restatement.begin();
            scheduleRestatement();
        }
    }

    /** In turns of their own, so that questions are answered in between. */
    private void scheduleRestatement() {
        timers.schedule(0, () -> {
            run(restatement::step);
            if (phase == Phase.ACTIVE && restatement.isPending()) {
                scheduleRestatement();
            }
        });
    }

    private void onAppended(Append append, Errors error) {
        if (phase != Phase.ACTIVE) {
            return;
        }
        if (error == Errors.NONE) {
            Invariant.check(inFlight.pollFirst() == append, "Appends complete in order");
            hasAppended = true;
            append.answers.forEach(Turn.PendingAnswer::send);
        } else {
            LOG.warn("{}-{}: an append failed with {}", GroupConfig.OFFSETS_TOPIC, partition, error);
            close(responseTo(error));
            onAppendFailed.accept(error);
        }
    }

    /** What a client is told when the log refuses. Source: Apache Kafka's GroupCoordinatorService. */
    private static Errors responseTo(Errors appendError) {
        return switch (appendError) {
            case UNKNOWN_TOPIC_OR_PARTITION, NOT_ENOUGH_REPLICAS, NOT_ENOUGH_REPLICAS_AFTER_APPEND, REQUEST_TIMED_OUT ->
                Errors.COORDINATOR_NOT_AVAILABLE;
            case NOT_LEADER_OR_FOLLOWER, KAFKA_STORAGE_ERROR -> Errors.NOT_COORDINATOR;
            case MESSAGE_TOO_LARGE, RECORD_LIST_TOO_LARGE, INVALID_FETCH_SIZE -> Errors.UNKNOWN_SERVER_ERROR;
            default -> appendError;
        };
    }

    private Cancellable schedule(long delayMs, Consumer<Turn> event) {
        return timers.schedule(delayMs, () -> run(event));
    }

    private void scheduleSweep() {
        nextSweep = timers.schedule(config.offsetsRetentionCheckIntervalMs(), () -> {
            nextSweep = null;
            store.copyOfGroups().forEach(group -> run(turn -> expiry.sweep(turn, group)));
            if (phase == Phase.ACTIVE) {
                scheduleSweep();
            }
        });
    }

    /** A batch on its way into the log, and the answers that wait for it. */
    private static final class Append {

        private final List<Turn.PendingAnswer<?>> answers;

        Append(List<Turn.PendingAnswer<?>> answers) {
            this.answers = new ArrayList<>(answers);
        }

        void fail(Errors error) {
            answers.forEach(answer -> answer.fail(error));
        }
    }
}
