package io.deliverytracking.broker.group;

import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * One decision of a shard in the making: what it reads (time, randomness, settings) and what it wants done
 * (records, answers, timers). {@link GroupShard} opens a turn for each request and each timer, and acts on
 * it when the decision is made.
 *
 * <p>Invariant: a record is replayed as soon as it is emitted (one that restates has its effect already), so the rest
 * of the decision sees its effect,
 * and no answer leaves before every record emitted so far, by this turn and all turns before, is durable: below the
 * high watermark.
 * That is why an answer may rest on state that is not durable yet.
 *
 * <p>Threading: lives within one call on the lane.
 */
final class Turn {

    /** Framing of a batch and of a record in it, rounded up: an estimate that never falls short. */
    private static final int BATCH_OVERHEAD_BYTES = 61;

    private static final int RECORD_OVERHEAD_BYTES = 32;

    /** Schedules events that get a turn of their own. */
    interface EventTimers {
        Cancellable schedule(long delayMs, Consumer<Turn> event);
    }

    private final GroupStore store;
    private final GroupConfig config;
    private final Clock clock;
    private final RandomSource random;
    private final TopicDirectory topics;
    private final GroupSettings settings;
    private final EventTimers timers;
    private final GroupCounters counters;
    private final int maxBatchSizeBytes;
    private final List<CoordinatorRecord> records = new ArrayList<>();
    private final List<PendingAnswer<?>> answers = new ArrayList<>();
    private long emittedBytes = BATCH_OVERHEAD_BYTES;

    Turn(
            GroupStore store,
            GroupConfig config,
            Clock clock,
            RandomSource random,
            TopicDirectory topics,
            GroupSettings settings,
            EventTimers timers,
            GroupCounters counters,
            int maxBatchSizeBytes) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.topics = topics;
        this.settings = settings;
        this.timers = timers;
        this.counters = counters;
        this.maxBatchSizeBytes = maxBatchSizeBytes;
    }

    GroupConfig config() {
        return config;
    }

    /** What is in force for a group of the consumer protocol. */
    ConsumerGroupConfig configOf(String groupId) {
        return config.consumer().with(settings.of(groupId));
    }

    long wallClockMs() {
        return clock.wallClockMs();
    }

    long monotonicNs() {
        return clock.monotonicNs();
    }

    RandomSource random() {
        return random;
    }

    /** The topics that exist now. */
    TopicDirectory topics() {
        return topics;
    }

    /** A group that is of the consumer protocol now. */
    ConsumerGroup consumerGroup(String groupId) {
        ConsumerGroup group = store.consumerGroup(groupId);
        if (group == null) {
            throw new AssertionError("Group " + groupId + " is no consumer group");
        }
        return group;
    }

    /** The group, if it is of the classic protocol now. */
    @Nullable
    ClassicGroup classicGroup(String groupId) {
        return store.classicGroup(groupId);
    }

    GroupCounters counters() {
        return counters;
    }

    Cancellable schedule(long delayMs, Consumer<Turn> event) {
        return timers.schedule(delayMs, event);
    }

    /** Emits a record, and replays it. */
    void append(GroupRecord record) {
        emit(record.encode());
        record.replay(store);
    }

    /** Whether a record is small enough for a batch of its own. */
    boolean fits(GroupRecord record) {
        return BATCH_OVERHEAD_BYTES + sizeInBatch(record.encode()) <= maxBatchSizeBytes;
    }

    /** Whether {@link #tryAppend} would take these now. */
    boolean fits(List<? extends GroupRecord> wanted) {
        long sizeInBytes = emittedBytes;
        for (GroupRecord record : wanted) {
            sizeInBytes += sizeInBatch(record.encode());
        }
        return sizeInBytes <= maxBatchSizeBytes;
    }

    /**
     * Emits records, and replays them, unless they are too many for one batch together with what this turn
     * has emitted already; then nothing happens.
     */
    boolean tryAppend(List<? extends GroupRecord> wanted) {
        List<CoordinatorRecord> encoded = new ArrayList<>(wanted.size());
        long sizeInBytes = emittedBytes;
        for (GroupRecord record : wanted) {
            CoordinatorRecord bytes = record.encode();
            encoded.add(bytes);
            sizeInBytes += sizeInBatch(bytes);
        }
        if (sizeInBytes > maxBatchSizeBytes) {
            return false;
        }
        encoded.forEach(this::emit);
        wanted.forEach(record -> record.replay(store));
        return true;
    }

    /**
     * Emits a record that says what holds already, and so needs no replay, unless it is too much for one batch together
     * with what this turn has emitted; then nothing happens.
     */
    boolean tryRestate(GroupRecord record) {
        CoordinatorRecord bytes = record.encode();
        if (emittedBytes + sizeInBatch(bytes) > maxBatchSizeBytes) {
            return false;
        }
        emit(bytes);
        return true;
    }

    <R> void answer(Answer<R> answer, R response) {
        answers.add(new PendingAnswer<>(answer, response, Errors.NONE));
    }

    <R> void fail(Answer<R> answer, Errors error) {
        answers.add(new PendingAnswer<>(answer, null, error));
    }

    /**
     * The emitted records in batches that the partition takes. Only deletions, and large groups whose target assignment
     * changes, ever need a second batch.
     */
    List<List<CoordinatorRecord>> batches() {
        List<List<CoordinatorRecord>> batches = new ArrayList<>();
        List<CoordinatorRecord> batch = new ArrayList<>();
        long sizeInBytes = BATCH_OVERHEAD_BYTES;
        for (CoordinatorRecord record : records) {
            if (!batch.isEmpty() && sizeInBytes + sizeInBatch(record) > maxBatchSizeBytes) {
                batches.add(batch);
                batch = new ArrayList<>();
                sizeInBytes = BATCH_OVERHEAD_BYTES;
            }
            batch.add(record);
            sizeInBytes += sizeInBatch(record);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    List<PendingAnswer<?>> answers() {
        return answers;
    }

    private void emit(CoordinatorRecord record) {
        records.add(record);
        emittedBytes += sizeInBatch(record);
    }

    private static long sizeInBatch(CoordinatorRecord record) {
        return (long) RECORD_OVERHEAD_BYTES + record.sizeInBytes();
    }

    /** An answer that is decided but not sent. */
    record PendingAnswer<R>(Answer<R> answer, @Nullable R response, Errors error) {

        void send() {
            if (response == null) {
                answer.fail(error);
            } else {
                answer.send(response);
            }
        }

        /** What the answer rests on did not become durable. */
        void fail(Errors cause) {
            answer.fail(cause);
        }
    }
}
