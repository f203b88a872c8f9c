package io.deliverytracking.broker.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchRewriterTest {

    private static final long TIME_MS = 1_700_000_000_000L;
    private static final long HORIZON_MS = TIME_MS + 86_400_000;

    private final BatchRewriter rewriter = new BatchRewriter();

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void aBatchFromWhichNothingGoesKeepsItsBytes(CompressionType codec) {
        ByteBuffer bytes = batch(codec, TimestampType.CREATE_TIME, "a=1", "b=2");
        assertThat(rewriter.filter(view(bytes), (offset, key, value) -> true, false, HORIZON_MS))
                .isEqualTo(bytes);
        assertThat(rewriter.droppedRecords()).isZero();
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void whatStaysIsWhatItWas(CompressionType codec) {
        ByteBuffer bytes = batch(codec, TimestampType.CREATE_TIME, "a=1", "b=2", "c=", "d=4");
        MutableRecordBatch before = first(bytes);

        ByteBuffer rewritten =
                rewriter.filter(view(bytes), (offset, key, value) -> offset != 103, false, BatchView.NO_TIMESTAMP);

        MutableRecordBatch after = first(rewritten);
        after.ensureValid();
        assertThat(after.compressionType()).isEqualTo(codec);
        assertThat(after.baseOffset()).isEqualTo(100);
        assertThat(after.lastOffset()).isEqualTo(103);
        assertThat(after.partitionLeaderEpoch()).isEqualTo(5);
        assertThat(after.producerId()).isEqualTo(7);
        assertThat(after.producerEpoch()).isEqualTo((short) 2);
        assertThat(after.baseSequence()).isEqualTo(40);
        assertThat(after.lastSequence()).isEqualTo(43);
        assertThat(after.countOrNull()).isEqualTo(3);
        assertThat(after.deleteHorizonMs()).isEmpty();
        assertThat(records(after)).isEqualTo(records(before).subList(0, 3));
        assertThat(rewriter.droppedRecords()).isOne();
        assertThat(after.maxTimestamp()).isEqualTo(TIME_MS + 2);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void aTombstoneGetsItsHorizonOnceAndTimestampsStay(CompressionType codec) {
        ByteBuffer bytes = batch(codec, TimestampType.CREATE_TIME, "a=1", "b=");

        ByteBuffer first = rewriter.filter(view(bytes), (offset, key, value) -> true, false, HORIZON_MS);
        assertThat(view(first).deleteHorizonMs()).isEqualTo(HORIZON_MS);
        assertThat(first(first).deleteHorizonMs()).hasValue(HORIZON_MS);
        assertThat(records(first(first))).isEqualTo(records(first(bytes)));

        // Looked at again, later: the horizon does not move, and without a record to drop nothing does.
        assertThat(rewriter.filter(view(first), (offset, key, value) -> true, false, HORIZON_MS + 1))
                .isEqualTo(first);
        ByteBuffer second = rewriter.filter(view(first), (offset, key, value) -> !value, false, HORIZON_MS + 1);
        assertThat(view(second).deleteHorizonMs()).isEqualTo(HORIZON_MS);
        assertThat(records(first(second))).isEqualTo(records(first(bytes)).subList(1, 2));
    }

    @Test
    void logAppendTimeSurvives() {
        ByteBuffer bytes = batch(CompressionType.GZIP, TimestampType.LOG_APPEND_TIME, "a=1", "b=");
        ByteBuffer rewritten = rewriter.filter(view(bytes), (offset, key, value) -> !value, false, HORIZON_MS);
        assertThat(first(rewritten).timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(first(rewritten).maxTimestamp()).isEqualTo(TIME_MS);
        assertThat(records(first(rewritten))).isEqualTo(records(first(bytes)).subList(1, 2));
    }

    @Test
    void anEmptyBatchRemembersItsProducer() {
        ByteBuffer bytes = batch(CompressionType.ZSTD, TimestampType.CREATE_TIME, "a=1", "b=2");
        assertThat(rewriter.filter(view(bytes), (offset, key, value) -> false, false, HORIZON_MS))
                .isNull();

        ByteBuffer empty = rewriter.filter(view(bytes), (offset, key, value) -> false, true, HORIZON_MS);
        assertThat(empty.remaining()).isEqualTo(BatchView.HEADER_SIZE);
        BatchView after = view(empty);
        assertThat(after.isCrcValid()).isTrue();
        assertThat(after.recordCount()).isZero();
        assertThat(after.lastSequence()).isEqualTo(41);
        assertThat(after.producerId()).isEqualTo(7);
        assertThat(after.lastOffset()).isEqualTo(101);
        assertThat(after.maxTimestamp()).isEqualTo(TIME_MS + 1);
        assertThat(rewriter.filter(view(empty), (offset, key, value) -> false, true, HORIZON_MS))
                .isEqualTo(empty);
        assertThat(rewriter.filter(view(empty), (offset, key, value) -> false, false, HORIZON_MS))
                .isNull();
    }

    @Test
    void keysAreHandedOnWithTheirOffsets() {
        List<String> keys = new ArrayList<>();
        ByteBuffer bytes = batch(CompressionType.SNAPPY, TimestampType.CREATE_TIME, "a=1", "b=", "c=3");
        boolean all = rewriter.forEachKey(view(bytes), (offset, key) -> {
            keys.add(StandardCharsets.UTF_8.decode(key) + "@" + offset);
            return keys.size() < 2;
        });
        assertThat(all).isFalse();
        assertThat(keys).containsExactly("a@100", "b@101");
    }

    @Test
    void whatCannotBeDecompressedIsTheProducersFaultAndSaid() {
        ByteBuffer bytes = batch(CompressionType.GZIP, TimestampType.CREATE_TIME, "a=1", "b=2");
        bytes.put(BatchView.HEADER_SIZE + 12, (byte) 0x77).put(BatchView.HEADER_SIZE + 1, (byte) 0);
        assertThatThrownBy(() -> rewriter.filter(view(bytes), (offset, key, value) -> true, false, HORIZON_MS))
                .isInstanceOf(KafkaException.class);
    }

    private static BatchView view(ByteBuffer bytes) {
        return new BatchView().wrap(bytes, bytes.position());
    }

    private static MutableRecordBatch first(ByteBuffer bytes) {
        return MemoryRecords.readableRecords(bytes.slice()).batches().iterator().next();
    }

    private static List<String> records(MutableRecordBatch batch) {
        List<String> records = new ArrayList<>();
        for (Record record : batch) {
            record.ensureValid();
            records.add(record.offset()
                    + " " + record.timestamp()
                    + " " + StandardCharsets.UTF_8.decode(record.key())
                    + "=" + (record.hasValue() ? StandardCharsets.UTF_8.decode(record.value()) : "")
                    + " " + record.headers().length);
        }
        return records;
    }

    /** A batch at offset 100 of records "key=value"; without a value, a tombstone. */
    private static ByteBuffer batch(CompressionType codec, TimestampType timestampType, String... records) {
        MemoryRecordsBuilder builder = new MemoryRecordsBuilder(
                ByteBuffer.allocate(256),
                RecordBatch.CURRENT_MAGIC_VALUE,
                Compression.of(codec).build(),
                timestampType,
                100,
                TIME_MS,
                7,
                (short) 2,
                40,
                false,
                false,
                5,
                0);
        for (int i = 0; i < records.length; i++) {
            String[] parts = records[i].split("=", -1);
            builder.append(
                    TIME_MS + i,
                    parts[0].getBytes(StandardCharsets.UTF_8),
                    parts[1].isEmpty() ? null : parts[1].getBytes(StandardCharsets.UTF_8),
                    new Header[] {new RecordHeader("h", new byte[] {1})});
        }
        return builder.build().buffer();
    }
}
