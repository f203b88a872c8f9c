package io.deliverytracking.broker.record;

import java.nio.ByteBuffer;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Builds one uncompressed batch of records that the broker itself writes (group offsets, group metadata).
 *
 * <p>The batch starts at offset 0, as a client's does; the log assigns the real offsets.
 */
public final class RecordBatchBuilder {

    private static final int INITIAL_SIZE_BYTES = 512;

    private final MemoryRecordsBuilder builder;

    public RecordBatchBuilder() {
        builder = MemoryRecords.builder(
                ByteBuffer.allocate(INITIAL_SIZE_BYTES), Compression.NONE, TimestampType.CREATE_TIME, 0L);
    }

    /** Starts a batch of the producer {@code producerId} whose first record has {@code baseSequence}. */
    public RecordBatchBuilder(long producerId, short producerEpoch, int baseSequence) {
        builder = MemoryRecords.builder(
                ByteBuffer.allocate(INITIAL_SIZE_BYTES),
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.NONE,
                TimestampType.CREATE_TIME,
                0L,
                RecordBatch.NO_TIMESTAMP,
                producerId,
                producerEpoch,
                baseSequence);
    }

    /** Adds a record. */
    public RecordBatchBuilder add(long timestampMs, byte @Nullable [] key, byte @Nullable [] value) {
        builder.append(timestampMs, key, value);
        return this;
    }

    /** How many records were added. */
    public int recordCount() {
        return builder.numRecords();
    }

    /** Bytes so far. */
    public int sizeInBytes() {
        return builder.estimatedSizeInBytes();
    }

    /** The finished batch; the builder is used up. There must be at least one record. */
    public RecordBatches build() {
        if (builder.numRecords() == 0) {
            throw new IllegalStateException("a batch needs a record");
        }
        return RecordBatches.of(builder.build().buffer());
    }
}
