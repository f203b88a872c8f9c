package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.LogRecord;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code compression.type} of a topic, other than producer. */
class RecompressionTest {

    @ParameterizedTest
    @CsvSource({"uncompressed,NONE", "gzip,GZIP", "snappy,SNAPPY", "lz4,LZ4", "zstd,ZSTD"})
    void batchesAreStoredInTheTopicsCodec(String value, CompressionType codec) {
        LogFixture fixture = new LogFixture("compression.type", value);
        RecordBatches plain = producer(0).build();
        RecordBatches gzip = producer(3).compressed().build();
        List<LogRecord> sent = records(plain);
        AppendResult first = fixture.append(plain, 4);
        AppendResult second = fixture.append(gzip, 4);
        assertThat(first.error()).isEqualTo(Errors.NONE);
        assertThat(first.lastOffset()).isEqualTo(2);
        assertThat(second.baseOffset()).isEqualTo(3);

        for (int offset = 0; offset < 6; offset += 3) {
            MutableRecordBatch stored = batchAt(fixture, offset);
            stored.ensureValid();
            assertThat(stored.compressionType()).isEqualTo(codec);
            assertThat(stored.baseOffset()).isEqualTo(offset);
            assertThat(stored.lastOffset()).isEqualTo(offset + 2);
            assertThat(stored.partitionLeaderEpoch()).isEqualTo(4);
            assertThat(stored.baseSequence()).isEqualTo(offset);
            assertThat(stored.maxTimestamp()).isEqualTo(LogFixture.START_MS + 2);
        }
        List<LogRecord> read =
                records(fixture.log.read(0, 10_000, Long.MAX_VALUE, true).load());
        assertThat(read).extracting(LogRecord::offset).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(read.subList(0, 3))
                .extracting(LogRecord::key)
                .isEqualTo(sent.stream().map(LogRecord::key).toList());
        assertThat(read.subList(0, 3))
                .extracting(LogRecord::value)
                .isEqualTo(sent.stream().map(LogRecord::value).toList());

        AppendResult again = fixture.append(producer(3).compressed().build());
        assertThat(again.duplicate()).isTrue();
        assertThat(again.baseOffset()).isEqualTo(3);
        fixture.crash();
        assertThat(fixture.log.logEndOffset()).isEqualTo(6);
    }

    @Test
    void logAppendTimeIsGivenToWhatIsStored() {
        for (String value : List.of("producer", "gzip", "uncompressed")) {
            LogFixture fixture = new LogFixture("compression.type", value, "message.timestamp.type", "LogAppendTime");
            fixture.lane.advance(5_000);
            AppendResult result = fixture.append(producer(0).compressed().build());
            assertThat(result.logAppendTimeMs()).isEqualTo(LogFixture.START_MS + 5_000);
            MutableRecordBatch stored = batchAt(fixture, 0);
            stored.ensureValid();
            assertThat(stored.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            stored.forEach(record -> assertThat(record.timestamp()).isEqualTo(LogFixture.START_MS + 5_000));
            assertThat(fixture.log
                            .offsetForTimestamp(LogFixture.START_MS + 4_000)
                            .orElseThrow())
                    .isEqualTo(new TimestampOffset(LogFixture.START_MS + 5_000, 0, 0));
            assertThat(fixture.log.offsetOfMaxTimestamp().orElseThrow().offset())
                    .isZero();
        }
    }

    @Test
    void whatIsTooLargeInTheTopicsCodecIsRefused() {
        LogFixture fixture = new LogFixture("compression.type", "uncompressed", "max.message.bytes", "2000");
        AppendResult result = fixture.append(
                TestBatches.of().records(5).valueSize(10_000).compressed().build());
        assertThat(result.error()).isEqualTo(Errors.MESSAGE_TOO_LARGE);
        assertThat(fixture.log.logEndOffset()).isZero();
    }

    @Test
    void whatCannotBeReadIsRefused() {
        LogFixture fixture = new LogFixture("compression.type", "lz4");
        RecordBatches broken = producer(0).compressed().build();
        broken.buffer().put(broken.buffer().limit() - 12, (byte) 0x55);
        TestBatches.fixChecksum(
                new BatchView().wrap(broken.buffer(), broken.buffer().position()));
        assertThat(fixture.append(broken).error()).isEqualTo(Errors.INVALID_RECORD);
        assertThat(fixture.log.logEndOffset()).isZero();
    }

    private static TestBatches.Builder producer(int sequence) {
        return TestBatches.of()
                .records(3)
                .valueSize(200)
                .timestamp(LogFixture.START_MS)
                .producer(7, 1, sequence);
    }

    private static MutableRecordBatch batchAt(LogFixture fixture, long offset) {
        ByteBuffer bytes =
                fixture.log.read(offset, 1, Long.MAX_VALUE, true).load().buffer();
        return MemoryRecords.readableRecords(bytes.slice()).batches().iterator().next();
    }

    private static List<LogRecord> records(RecordBatches batches) {
        List<LogRecord> records = new ArrayList<>();
        RecordBatches.of(batches.buffer().duplicate()).forEachRecord(records::add);
        return records;
    }
}
