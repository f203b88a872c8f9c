package io.deliverytracking.broker.replication;

import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * The arithmetic of the high watermark: the offset below which every in-sync replica has everything.
 *
 * <p>Source: KIP-101; Kafka's replication design, "committed".
 */
final class HighWatermark {

    private HighWatermark() {}

    /** The smallest log end offset among the in-sync replicas; {@code ifNone} if no replica is in sync. */
    static long of(List<Integer> inSyncReplicas, IntToLongFunction logEndOffsets, long ifNone) {
        long lowest = Long.MAX_VALUE;
        for (int replica : inSyncReplicas) {
            lowest = Math.min(lowest, logEndOffsets.applyAsLong(replica));
        }
        return inSyncReplicas.isEmpty() ? ifNone : lowest;
    }
}
