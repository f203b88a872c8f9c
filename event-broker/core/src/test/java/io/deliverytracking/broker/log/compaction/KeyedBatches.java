package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;

/** Batches of keyed records as the official producer makes them, and read back as the official consumer does. */
final class KeyedBatches {

    /** A record with its place in the log. */
    record Read(long offset, @Nullable String key, @Nullable String value, long timestampMs) {}

    /** A record to be sent. */
    record Sent(@Nullable String key, @Nullable String value, long timestampMs) {}

    private final List<Sent> records = new ArrayList<>();
    private CompressionType compression = CompressionType.NONE;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private int baseSequence = RecordBatch.NO_SEQUENCE;

    static KeyedBatches of() {
        return new KeyedBatches();
    }

    KeyedBatches add(@Nullable String key, @Nullable String value, long timestampMs) {
        records.add(new Sent(key, value, timestampMs));
        return this;
    }

    KeyedBatches compressed(CompressionType type) {
        compression = type;
        return this;
    }

    KeyedBatches producer(long id, int sequence) {
        producerId = id;
        baseSequence = sequence;
        return this;
    }

    RecordBatches build() {
        MemoryRecordsBuilder builder = new MemoryRecordsBuilder(
                ByteBuffer.allocate(256),
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.of(compression).build(),
                TimestampType.CREATE_TIME,
                0,
                RecordBatch.NO_TIMESTAMP,
                producerId,
                producerId < 0 ? RecordBatch.NO_PRODUCER_EPOCH : 0,
                baseSequence,
                false,
                false,
                RecordBatch.NO_PARTITION_LEADER_EPOCH,
                0);
        for (Sent record : records) {
            builder.append(record.timestampMs(), bytes(record.key()), bytes(record.value()), new Header[] {
                new RecordHeader("h", new byte[] {1, 2})
            });
        }
        return RecordBatches.of(builder.build().buffer());
    }

    /** All records in {@code buffer}, checked as a consumer checks them. */
    static List<Read> read(ByteBuffer buffer) {
        List<Read> records = new ArrayList<>();
        for (MutableRecordBatch batch : batches(buffer)) {
            batch.ensureValid();
            for (Record record : batch) {
                record.ensureValid();
                if (record.headers().length != 1) {
                    throw new AssertionError("the header of offset " + record.offset() + " is gone");
                }
                records.add(new Read(
                        record.offset(),
                        record.hasKey() ? text(record.key()) : null,
                        record.hasValue() ? text(record.value()) : null,
                        record.timestamp()));
            }
        }
        return records;
    }

    static Iterable<MutableRecordBatch> batches(ByteBuffer buffer) {
        return MemoryRecords.readableRecords(buffer.slice()).batches();
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
