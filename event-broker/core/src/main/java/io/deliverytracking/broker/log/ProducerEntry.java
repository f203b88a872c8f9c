package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.Sequences;
import java.nio.ByteBuffer;

/**
 * What one producer did last in one partition: its epoch, and its last {@value #BATCHES} batches.
 *
 * <p>Five, because an idempotent producer keeps at most five requests in flight: whatever it may send again is here.
 *
 * <p>Threading: the lane's.
 * <p>Source: KIP-98; KAFKA-5494 (five batches).
 */
final class ProducerEntry {

    static final int BATCHES = 5;

    private final long producerId;
    private short epoch;
    private long lastTimestampMs;
    private long lastSeenMs;

    /** A ring: the oldest at {@code first}. */
    private final int[] baseSequences = new int[BATCHES];

    private final int[] offsetDeltas = new int[BATCHES];
    private final long[] lastOffsets = new long[BATCHES];
    private final long[] timestampsMs = new long[BATCHES];
    private int first;
    private int count;

    ProducerEntry(long producerId, short epoch) {
        this.producerId = producerId;
        this.epoch = epoch;
        this.lastTimestampMs = BatchView.NO_TIMESTAMP;
    }

    /** Notes a batch that is in the log. A new epoch forgets the batches of the old one. */
    void add(BatchView batch, long nowMs) {
        if (batch.producerEpoch() != epoch) {
            epoch = batch.producerEpoch();
            count = 0;
        }
        lastTimestampMs = batch.maxTimestamp();
        lastSeenMs = nowMs;
        if (batch.baseSequence() != BatchView.NO_SEQUENCE) {
            add(batch.baseSequence(), batch.lastOffsetDelta(), batch.lastOffset(), batch.maxTimestamp());
        }
    }

    private void add(int baseSequence, int offsetDelta, long lastOffset, long timestampMs) {
        if (count == BATCHES) {
            first = (first + 1) % BATCHES;
            count--;
        }
        int slot = (first + count) % BATCHES;
        baseSequences[slot] = baseSequence;
        offsetDeltas[slot] = offsetDelta;
        lastOffsets[slot] = lastOffset;
        timestampsMs[slot] = timestampMs;
        count++;
    }

    /** Which remembered batch {@code batch} is again; -1 if none. */
    int duplicateOf(BatchView batch) {
        if (batch.producerEpoch() == epoch) {
            for (int i = 0; i < count; i++) {
                int slot = (first + i) % BATCHES;
                if (baseSequences[slot] == batch.baseSequence() && offsetDeltas[slot] == batch.lastOffsetDelta()) {
                    return slot;
                }
            }
        }
        return -1;
    }

    /** The last offset of a remembered batch. */
    long lastOffsetOf(int duplicate) {
        return lastOffsets[duplicate];
    }

    /** The greatest timestamp of a remembered batch. */
    long timestampMsOf(int duplicate) {
        return timestampsMs[duplicate];
    }

    boolean hasBatches() {
        return count > 0;
    }

    int lastSequence() {
        if (count == 0) {
            return BatchView.NO_SEQUENCE;
        }
        int slot = (first + count - 1) % BATCHES;
        return Sequences.plus(baseSequences[slot], offsetDeltas[slot]);
    }

    long lastOffset() {
        return count == 0 ? -1 : lastOffsets[(first + count - 1) % BATCHES];
    }

    short epoch() {
        return epoch;
    }

    long lastSeenMs() {
        return lastSeenMs;
    }

    ActiveProducer describe() {
        return new ActiveProducer(producerId, epoch, lastSequence(), lastTimestampMs, lastOffset());
    }

    // ---- snapshot: see ProducerSnapshot for the layout -----------------------------------------------------------

    static final int MAX_ENCODED_BYTES = 8 + 2 + 8 + 8 + 1 + BATCHES * (4 + 4 + 8 + 8);

    void encode(ByteBuffer target) {
        target.putLong(producerId).putShort(epoch).putLong(lastTimestampMs).putLong(lastSeenMs);
        target.put((byte) count);
        for (int i = 0; i < count; i++) {
            int slot = (first + i) % BATCHES;
            target.putInt(baseSequences[slot]).putInt(offsetDeltas[slot]);
            target.putLong(lastOffsets[slot]).putLong(timestampsMs[slot]);
        }
    }

    static ProducerEntry decode(ByteBuffer source) {
        ProducerEntry entry = new ProducerEntry(source.getLong(), source.getShort());
        entry.lastTimestampMs = source.getLong();
        entry.lastSeenMs = source.getLong();
        int batches = source.get();
        for (int i = 0; i < batches; i++) {
            entry.add(source.getInt(), source.getInt(), source.getLong(), source.getLong());
        }
        return entry;
    }

    long producerId() {
        return producerId;
    }
}
