package io.deliverytracking.broker.log;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.MessageTimestampType;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;

/** Record batches as the official producer makes them. */
final class TestBatches {

    private TestBatches() {}

    /** One batch of {@code count} records, {@code timestampMs} and each a millisecond later. */
    static RecordBatches batch(int count, long timestampMs) {
        return new Builder().timestamp(timestampMs).records(count).build();
    }

    static Builder of() {
        return new Builder();
    }

    /** Several batches one after the other. */
    static RecordBatches concat(RecordBatches... all) {
        int size = 0;
        for (RecordBatches batches : all) {
            size += batches.sizeInBytes();
        }
        ByteBuffer buffer = ByteBuffer.allocate(size);
        for (RecordBatches batches : all) {
            buffer.put(batches.buffer().duplicate());
        }
        return RecordBatches.of(buffer.flip());
    }

    /** Makes the batch cover {@code offsets} offsets, as compaction may leave it; the checksum is right again. */
    static void stretch(RecordBatches batches, int offsets) {
        BatchView view = new BatchView().wrap(batches.buffer(), batches.buffer().position());
        batches.buffer().putInt(view.position() + BatchView.LAST_OFFSET_DELTA_POSITION, offsets - 1);
        fixChecksum(view);
    }

    /** Gives the batch the checksum of its bytes. */
    static void fixChecksum(BatchView view) {
        long max = view.maxTimestamp();
        view.setMaxTimestamp(MessageTimestampType.CREATE_TIME, max + 1);
        view.setMaxTimestamp(MessageTimestampType.CREATE_TIME, max);
    }

    static final class Builder {
        private long timestampMs = 1;
        private int count = 1;
        private long[] timestamps = {};
        private long baseOffset;
        private int leaderEpoch = RecordBatch.NO_PARTITION_LEADER_EPOCH;
        private long producerId = RecordBatch.NO_PRODUCER_ID;
        private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
        private int baseSequence = RecordBatch.NO_SEQUENCE;
        private boolean transactional;
        private boolean control;
        private Compression compression = Compression.NONE;
        private TimestampType timestampType = TimestampType.CREATE_TIME;
        private @Nullable String key = "key";
        private int valueSize = 10;

        Builder timestamp(long ms) {
            timestampMs = ms;
            return this;
        }

        Builder timestamps(long... ms) {
            timestamps = ms;
            count = ms.length;
            return this;
        }

        Builder records(int count) {
            this.count = count;
            return this;
        }

        Builder at(long baseOffset, int leaderEpoch) {
            this.baseOffset = baseOffset;
            this.leaderEpoch = leaderEpoch;
            return this;
        }

        Builder producer(long id, int epoch, int baseSequence) {
            producerId = id;
            producerEpoch = (short) epoch;
            this.baseSequence = baseSequence;
            return this;
        }

        Builder transactional() {
            transactional = true;
            return this;
        }

        Builder control() {
            control = true;
            return this;
        }

        Builder compressed() {
            compression = Compression.gzip().build();
            return this;
        }

        Builder timestampType(TimestampType type) {
            timestampType = type;
            return this;
        }

        Builder key(@Nullable String key) {
            this.key = key;
            return this;
        }

        Builder valueSize(int bytes) {
            valueSize = bytes;
            return this;
        }

        RecordBatches build() {
            MemoryRecordsBuilder builder = new MemoryRecordsBuilder(
                    ByteBuffer.allocate(256),
                    RecordBatch.CURRENT_MAGIC_VALUE,
                    compression,
                    timestampType,
                    baseOffset,
                    timestampMs,
                    producerId,
                    producerEpoch,
                    baseSequence,
                    transactional,
                    control,
                    leaderEpoch,
                    0);
            for (int i = 0; i < count; i++) {
                long ts = timestamps.length > 0 ? timestamps[i] : timestampMs + i;
                byte[] keyBytes = key == null ? null : (key + i).getBytes(StandardCharsets.UTF_8);
                if (control) {
                    builder.appendControlRecordWithOffset(
                            baseOffset + i, new SimpleRecord(ts, new byte[4], new byte[6]));
                } else {
                    builder.append(ts, keyBytes, new byte[valueSize]);
                }
            }
            MemoryRecords records = builder.build();
            return RecordBatches.of(records.buffer());
        }
    }
}
