package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.purgatory.ParkedOperation;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.replication.Partition;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.ProduceResponseData;

/**
 * A Produce request with {@code acks=all} that waits until all its partitions' in-sync replicas have the records.
 *
 * <p>Threading: confined to the lane.
 */
final class ParkedProduce extends ParkedOperation {

    private final List<AwaitedAppend> awaited;
    private final ProduceResponseData response;
    private final Reply<ProduceResponseData> reply;

    /** Nothing awaited means that the response is complete. */
    ParkedProduce(List<AwaitedAppend> awaited, ProduceResponseData response, Reply<ProduceResponseData> reply) {
        this.awaited = awaited;
        this.response = response;
        this.reply = reply;
    }

    /** Answers at once if everything is known, else waits for it. */
    void park(Purgatory<Partition> purgatory, int timeoutMs) {
        if (allSettled()) {
            reply.send(response);
            return;
        }
        List<Partition> keys = new ArrayList<>(awaited.size());
        for (AwaitedAppend append : awaited) {
            keys.add(append.partition());
        }
        if (!purgatory.tryPark(this, Math.max(0, timeoutMs), keys)) {
            onExpire();
        }
    }

    @Override
    protected boolean onProgress(int watchIndex) {
        return awaited.get(watchIndex).settle() && allSettled();
    }

    private boolean allSettled() {
        boolean all = true;
        for (AwaitedAppend append : awaited) {
            all &= append.settle();
        }
        return all;
    }

    @Override
    protected void onComplete() {
        onExpire();
    }

    @Override
    protected void onExpire() {
        awaited.forEach(AwaitedAppend::giveUp);
        reply.send(response);
    }
}
