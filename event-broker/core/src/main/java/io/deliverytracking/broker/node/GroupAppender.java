package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.CoordinatorRecord;
import io.deliverytracking.broker.group.PartitionAppender;
import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.port.Clock;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.purgatory.ParkedOperation;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import io.deliverytracking.broker.replication.Partition;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Lets a coordinator shard append to its partition, and tells it when its records are safe: on every in-sync replica,
 * as a producer with {@code acks=all} would be told.
 *
 * <p>Invariant: completions are called in the order of the appends, whichever wakes first.
 *
 * <p>Threading: confined to the partition's lane.
 */
final class GroupAppender implements PartitionAppender {

    /** Apache Kafka's {@code offsets.commit.timeout.ms}: replicas that take longer make the shard start over. */
    private static final long COMMIT_TIMEOUT_MS = 5_000;

    private final Partition partition;
    private final Purgatory<Partition> purgatory;
    private final Clock clock;
    private final ArrayDeque<Append> appends = new ArrayDeque<>();
    private boolean draining;

    GroupAppender(Partition partition, Purgatory<Partition> purgatory, Clock clock) {
        this.partition = partition;
        this.purgatory = purgatory;
        this.clock = clock;
    }

    @Override
    public int maxBatchSizeBytes() {
        return partition.log().config().maxMessageBytes();
    }

    @Override
    public long logEndOffset() {
        return partition.log().logEndOffset();
    }

    /**
     * The log start offset is written down durably, so what it points at has to be on disk before: a power failure would
     * else leave a log that starts behind its end, and nothing in it.
     */
    @Override
    public void forgetBefore(long offset) {
        int leaderEpoch = partition.leaderEpoch();
        if (partition.checkLeader(leaderEpoch) != Errors.NONE) {
            return;
        }
        try {
            partition.log().flushInBackground(() -> {
                if (partition.checkLeader(leaderEpoch) == Errors.NONE) {
                    partition.advanceLogStartOffset(offset);
                }
            });
        } catch (StorageException e) {
            partition.goOffline(e);
        }
    }

    @Override
    public void append(List<CoordinatorRecord> records, Consumer<Errors> completion) {
        long nowMs = clock.wallClockMs();
        RecordBatchBuilder batch = new RecordBatchBuilder();
        for (CoordinatorRecord record : records) {
            batch.add(nowMs, record.key(), record.value());
        }
        AppendResult result = partition.append(batch.build(), AppendOrigin.COORDINATOR, Partition.ACKS_ALL, nowMs);
        Append append = new Append(result, partition.leaderEpoch(), completion);
        appends.add(append);
        drain();
        if (!append.completed && !purgatory.tryPark(append, COMMIT_TIMEOUT_MS, List.of(partition))) {
            append.onExpire();
        }
    }

    /** Completes what is known, oldest first. */
    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        Append oldest = appends.peek();
        while (oldest != null) {
            Errors outcome = oldest.outcome();
            if (outcome == null) {
                break;
            }
            appends.remove();
            oldest.complete(outcome);
            oldest = appends.peek();
        }
        draining = false;
    }

    private final class Append extends ParkedOperation {

        private final AppendResult result;
        private final int leaderEpoch;
        private final Consumer<Errors> completion;
        private boolean expired;
        private boolean completed;

        Append(AppendResult result, int leaderEpoch, Consumer<Errors> completion) {
            this.result = result;
            this.leaderEpoch = leaderEpoch;
            this.completion = completion;
        }

        @Nullable
        Errors outcome() {
            if (!result.isSuccess()) {
                return result.error();
            }
            Errors outcome = partition.outcome(result.lastOffset(), leaderEpoch);
            return outcome == null && expired ? Errors.REQUEST_TIMED_OUT : outcome;
        }

        void complete(Errors outcome) {
            completed = true;
            purgatory.cancel(this);
            completion.accept(outcome);
        }

        @Override
        protected boolean onProgress(int watchIndex) {
            return outcome() != null;
        }

        @Override
        protected void onComplete() {
            drain();
        }

        @Override
        protected void onExpire() {
            expired = true;
            drain();
        }
    }
}
