package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.replication.Partition;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.Errors;

/**
 * An append that its in-sync replicas have yet to confirm, and the part of the response that depends on it.
 *
 * <p>Threading: confined to the lane.
 */
final class AwaitedAppend {

    private final Partition partition;
    private final int leaderEpoch;
    private final long lastOffset;
    private final PartitionProduceResponse answer;
    private boolean settled;

    AwaitedAppend(Partition partition, int leaderEpoch, long lastOffset, PartitionProduceResponse answer) {
        this.partition = partition;
        this.leaderEpoch = leaderEpoch;
        this.lastOffset = lastOffset;
        this.answer = answer;
    }

    Partition partition() {
        return partition;
    }

    /** Looks whether the outcome is known by now. */
    boolean settle() {
        if (!settled) {
            Errors outcome = partition.outcome(lastOffset, leaderEpoch);
            if (outcome != null) {
                settle(outcome);
            }
        }
        return settled;
    }

    /** Time is up: what isn't known by now is a timeout. */
    void giveUp() {
        if (!settle()) {
            settle(Errors.REQUEST_TIMED_OUT);
        }
    }

    private void settle(Errors outcome) {
        settled = true;
        if (outcome != Errors.NONE) {
            answer.setErrorCode(outcome.code())
                    .setBaseOffset(-1)
                    .setLogAppendTimeMs(-1)
                    .setLogStartOffset(-1);
        }
    }
}
