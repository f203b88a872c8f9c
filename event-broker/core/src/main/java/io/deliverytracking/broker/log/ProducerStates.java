package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.Sequences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * What makes producers idempotent: for each producer id that wrote to the partition, its epoch and last batches.
 *
 * <p>A batch of a known producer is appended if it follows the last one:
 * <pre>
 *   epoch smaller than the entry's            INVALID_PRODUCER_EPOCH: a newer instance took over
 *   one of the last five batches              a duplicate: answered with its old offset, not appended
 *   same epoch, sequence follows              appended
 *   same epoch, any other sequence            OUT_OF_ORDER_SEQUENCE_NUMBER
 *   greater epoch, sequence 0                 appended; the old epoch's batches are forgotten
 *   greater epoch, any other sequence         OUT_OF_ORDER_SEQUENCE_NUMBER
 *   unknown producer                          appended, whatever its sequence (KIP-360)
 * </pre>
 *
 * <p>Invariant: it is a function of the log's batches up to {@link #mapEndOffset()}, so it can be built again from them.
 * <p>Threading: the lane's.
 *
 * <p>Unlike Apache Kafka: an entry expires {@code producer.id.expiration.ms} after the broker last <em>saw</em> a batch of
 * that producer, not after that batch's timestamp. A producer whose clock is behind, or that replays old records, would
 * else lose its protection while it writes. After a restart without snapshot all entries count as just seen.
 */
final class ProducerStates {

    private final Map<Long, ProducerEntry> entries = new LinkedHashMap<>();
    private long mapEndOffset;

    /** Whether {@code batch} may be appended; null if so. Look for a duplicate first ({@link ProducerEntry#duplicateOf}). */
    static @Nullable AppendFault check(ProducerEntry entry, BatchView batch) {
        if (batch.producerEpoch() < entry.epoch()) {
            return new AppendFault(
                    Errors.INVALID_PRODUCER_EPOCH,
                    "Epoch of producer " + batch.producerId() + " is " + batch.producerEpoch()
                            + ", which is smaller than the last seen epoch " + entry.epoch());
        }
        int sequence = batch.baseSequence();
        if (batch.producerEpoch() > entry.epoch()) {
            return sequence == 0
                    ? null
                    : outOfOrder(batch, "a new epoch starts with sequence 0, the last epoch was " + entry.epoch());
        }
        if (entry.hasBatches() && !Sequences.follows(entry.lastSequence(), sequence)) {
            return outOfOrder(batch, "the current last sequence is " + entry.lastSequence());
        }
        return null;
    }

    /** What is known of the producer of {@code batch}; null if nothing. */
    @Nullable
    ProducerEntry find(BatchView batch) {
        return entries.get(batch.producerId());
    }

    /** Notes a batch that is in the log now. */
    void onAppended(BatchView batch, long nowMs) {
        if (batch.hasProducerId()) {
            Long producerId = batch.producerId();
            ProducerEntry entry = entries.get(producerId);
            if (entry == null) {
                entry = new ProducerEntry(producerId, batch.producerEpoch());
                entries.put(producerId, entry);
            }
            entry.add(batch, nowMs);
        }
        mapEndOffset = batch.nextOffset();
    }

    /** By producer id, the offset that its last batch ends with. */
    Map<Long, Long> lastOffsets() {
        Map<Long, Long> lastOffsets = new TreeMap<>();
        entries.forEach((producerId, entry) -> lastOffsets.put(producerId, entry.lastOffset()));
        return lastOffsets;
    }

    /** Forgets the producers not seen for {@code expirationMs}; returns how many. */
    int expire(long nowMs, long expirationMs) {
        int before = entries.size();
        entries.values().removeIf(entry -> nowMs - entry.lastSeenMs() > expirationMs);
        return before - entries.size();
    }

    /** Starts again, empty, at {@code offset}. */
    void reset(long offset) {
        entries.clear();
        mapEndOffset = offset;
    }

    /** Starts again from a snapshot. */
    void reset(ProducerSnapshot snapshot) {
        reset(snapshot.offset());
        for (ProducerEntry entry : snapshot.entries()) {
            entries.put(entry.producerId(), entry);
        }
    }

    ProducerSnapshot snapshot() {
        return new ProducerSnapshot(mapEndOffset, new ArrayList<>(entries.values()));
    }

    /** The offset after the last batch that this state includes. */
    long mapEndOffset() {
        return mapEndOffset;
    }

    /** Moves the end over offsets that hold no batch. */
    void advanceTo(long offset) {
        mapEndOffset = Math.max(mapEndOffset, offset);
    }

    int size() {
        return entries.size();
    }

    List<ActiveProducer> describe() {
        return entries.values().stream().map(ProducerEntry::describe).toList();
    }

    private static AppendFault outOfOrder(BatchView batch, String reason) {
        return new AppendFault(
                Errors.OUT_OF_ORDER_SEQUENCE_NUMBER,
                "Out of order sequence number for producer " + batch.producerId() + " with epoch "
                        + batch.producerEpoch() + ": " + batch.baseSequence() + " (incoming), " + reason);
    }
}
