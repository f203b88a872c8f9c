package io.deliverytracking.broker.record;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.CloseableIterator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch again: with fewer records, as compaction leaves it, or in another codec, as {@code compression.type} asks.
 *
 * <p>Invariant: base offset, last offset, leader epoch, producer id, epoch and base sequence stay what they were, so that a
 * producer's state can be built from what is left; and so do offset, timestamp, key, value and headers of every record that
 * is kept. A batch from which nothing goes is not touched: it keeps its bytes.
 *
 * <p>The first time that a tombstone is kept, the batch gets the time at which it may go: the <em>delete horizon</em>, a bit of
 * the attributes, with that time in the place of the base timestamp, from which all deltas are counted anew.
 *
 * <p>Threading: one thread at a time; it keeps buffers for decompressing.
 * <p>Failure: {@link KafkaException} for a batch whose records cannot be read.
 * <p>Source: KIP-98 (what survives of a producer's last batch), KIP-534 (delete horizon).
 */
public final class BatchRewriter {

    private final BufferSupplier buffers = BufferSupplier.create();
    private int droppedRecords;

    /** Which records stay. */
    public interface Filter {

        /** Whether the record stays. The key is a view; null if the record has none. */
        boolean keeps(long offset, @Nullable ByteBuffer key, boolean hasValue);
    }

    /** Hears keys. */
    public interface KeyVisitor {

        /** Takes the key of a record; false to hear no more. */
        boolean visit(long offset, ByteBuffer key);
    }

    /**
     * Hands on offset and key of every record of {@code view} that has one, until the visitor has enough.
     *
     * @return false if it had
     */
    public boolean forEachKey(BatchView view, KeyVisitor visitor) {
        try (CloseableIterator<Record> records = open(batchOf(view))) {
            while (records.hasNext()) {
                Record next = records.next();
                if (next.hasKey() && !visitor.visit(next.offset(), next.key())) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Filters the batch of {@code view}.
     *
     * @param keepEmpty whether its header stays though no record does
     * @param deleteHorizonMs when tombstones kept now for the first time may go; {@link BatchView#NO_TIMESTAMP} to leave that open
     * @return the batch as it is to be stored, which is the old bytes if nothing changed; null if nothing is left of it
     */
    public @Nullable ByteBuffer filter(BatchView view, Filter filter, boolean keepEmpty, long deleteHorizonMs) {
        MutableRecordBatch batch = batchOf(view);
        List<Record> kept = new ArrayList<>();
        boolean tombstones = false;
        droppedRecords = 0;
        try (CloseableIterator<Record> records = open(batch)) {
            while (records.hasNext()) {
                Record next = records.next();
                if (filter.keeps(next.offset(), next.hasKey() ? next.key() : null, next.hasValue())) {
                    kept.add(next);
                    tombstones |= !next.hasValue();
                } else {
                    droppedRecords++;
                }
            }
        }
        if (kept.isEmpty()) {
            return !keepEmpty ? null : view.recordCount() == 0 ? bytesOf(view) : emptied(batch);
        }
        boolean decideHorizon = tombstones && deleteHorizonMs != BatchView.NO_TIMESTAMP && !view.hasDeleteHorizon();
        if (droppedRecords == 0 && !decideHorizon) {
            return bytesOf(view);
        }
        ByteBufferOutputStream target = new ByteBufferOutputStream(batch.sizeInBytes());
        try (MemoryRecordsBuilder builder = builder(
                batch, target, batch.compressionType(), decideHorizon ? deleteHorizonMs : view.deleteHorizonMs())) {
            for (Record each : kept) {
                builder.appendWithOffset(each.offset(), each);
            }
            builder.overrideLastOffset(batch.lastOffset());
            return builder.build().buffer();
        }
    }

    /**
     * The batch of {@code view} in another codec.
     *
     * @return null if it would have more than {@code maxBytes}; it is not made then
     */
    public @Nullable ByteBuffer recompressed(BatchView view, StoredCompression codec, int maxBytes) {
        MutableRecordBatch batch = batchOf(view);
        ByteBufferOutputStream target = new ByteBufferOutputStream(batch.sizeInBytes());
        CompressionType type = CompressionType.forId(codec.compressionId());
        try (CloseableIterator<Record> records = open(batch);
                MemoryRecordsBuilder builder = builder(batch, target, type, view.deleteHorizonMs())) {
            while (records.hasNext()) {
                Record next = records.next();
                builder.appendWithOffset(next.offset(), next);
                if (target.position() > maxBytes) {
                    return null;
                }
            }
            builder.overrideLastOffset(batch.lastOffset());
            ByteBuffer rewritten = builder.build().buffer();
            return rewritten.remaining() > maxBytes ? null : rewritten;
        }
    }

    /** How many records the last call of {@link #filter} left out. */
    public int droppedRecords() {
        return droppedRecords;
    }

    private CloseableIterator<Record> open(MutableRecordBatch batch) {
        String fault = batch.isCompressed() ? RecordBatches.sizeFaultWithin(batch) : null;
        if (fault != null) {
            throw new InvalidRecordException(fault);
        }
        return new CheckedRecords(batch.streamingIterator(buffers));
    }

    private static MutableRecordBatch batchOf(BatchView view) {
        return MemoryRecords.readableRecords(bytesOf(view)).batches().iterator().next();
    }

    private static ByteBuffer bytesOf(BatchView view) {
        return view.buffer()
                .duplicate()
                .limit(view.position() + view.sizeInBytes())
                .position(view.position())
                .slice();
    }

    private static ByteBuffer emptied(MutableRecordBatch batch) {
        ByteBuffer header = ByteBuffer.allocate(BatchView.HEADER_SIZE);
        DefaultRecordBatch.writeEmptyHeader(
                header,
                batch.magic(),
                batch.producerId(),
                batch.producerEpoch(),
                batch.baseSequence(),
                batch.baseOffset(),
                batch.lastOffset(),
                batch.partitionLeaderEpoch(),
                batch.timestampType(),
                batch.maxTimestamp(),
                batch.isTransactional(),
                batch.isControlBatch());
        return header.position(0).limit(BatchView.HEADER_SIZE);
    }

    private static MemoryRecordsBuilder builder(
            MutableRecordBatch batch, ByteBufferOutputStream target, CompressionType type, long deleteHorizonMs) {
        long logAppendTimeMs =
                batch.timestampType() == TimestampType.LOG_APPEND_TIME ? batch.maxTimestamp() : BatchView.NO_TIMESTAMP;
        return new MemoryRecordsBuilder(
                target,
                batch.magic(),
                Compression.of(type).build(),
                batch.timestampType(),
                batch.baseOffset(),
                logAppendTimeMs,
                batch.producerId(),
                batch.producerEpoch(),
                batch.baseSequence(),
                batch.isTransactional(),
                batch.isControlBatch(),
                batch.partitionLeaderEpoch(),
                batch.sizeInBytes(),
                deleteHorizonMs);
    }
}
