package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.record.RecordBatches;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/**
 * One partition that a client fetches: what it asked for, and within a session also what it was told last.
 *
 * <p>Invariant: the key never changes; it is what finds the partition in its session.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Source: KIP-227.
 */
final class FetchedPartition {

    private static final long NEVER_TOLD = -1;

    private final FetchKey key;

    private long fetchOffset;
    private int maxBytes;
    private int currentLeaderEpoch;
    private int lastFetchedEpoch;

    private long toldHighWatermark = NEVER_TOLD;
    private long toldLogStartOffset = NEVER_TOLD;

    FetchedPartition(FetchKey key, FetchPartition request) {
        this.key = key;
        update(request);
    }

    /** The client asks for something else in the same partition. */
    void update(FetchPartition request) {
        fetchOffset = request.fetchOffset();
        maxBytes = request.partitionMaxBytes();
        currentLeaderEpoch = request.currentLeaderEpoch();
        lastFetchedEpoch = request.lastFetchedEpoch();
    }

    FetchKey key() {
        return key;
    }

    long fetchOffset() {
        return fetchOffset;
    }

    int maxBytes() {
        return maxBytes;
    }

    int currentLeaderEpoch() {
        return currentLeaderEpoch;
    }

    int lastFetchedEpoch() {
        return lastFetchedEpoch;
    }

    /** Whether the client doesn't know everything in {@code data} yet. */
    boolean isNews(PartitionData data) {
        return RecordBatches.sizeInBytesOf(data.records()) > 0
                || data.errorCode() != Errors.NONE.code()
                || data.divergingEpoch().endOffset() >= 0
                || data.highWatermark() != toldHighWatermark
                || data.logStartOffset() != toldLogStartOffset;
    }

    /** The client is told {@code data}. After an error it is told everything again. */
    void onTold(PartitionData data) {
        boolean failed = data.errorCode() != Errors.NONE.code();
        toldHighWatermark = failed ? NEVER_TOLD : data.highWatermark();
        toldLogStartOffset = failed ? NEVER_TOLD : data.logStartOffset();
    }
}
