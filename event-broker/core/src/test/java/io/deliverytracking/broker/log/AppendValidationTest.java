package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.MessageTimestampType;
import io.deliverytracking.broker.record.RecordBatches;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may enter the log, and what is done to it on the way in. */
class AppendValidationTest {

    private static final long NOW = LogFixture.START_MS;

    private LogFixture fixture = new LogFixture();

    private void refused(RecordBatches batches, Errors error, String... words) {
        long end = fixture.log.logEndOffset();
        long size = fixture.log.sizeInBytes();
        AppendResult result = fixture.append(batches);
        assertThat(result.error()).isEqualTo(error);
        assertThat(result.errorMessage()).isNotEmpty();
        for (String word : words) {
            assertThat(result.errorMessage()).contains(word);
        }
        assertThat(result.baseOffset()).isEqualTo(-1);
        assertThat(fixture.log.logEndOffset()).isEqualTo(end);
        assertThat(fixture.log.sizeInBytes()).isEqualTo(size);
    }

    @AfterEach
    void theLogStillTakesAGoodBatch() {
        assertThat(fixture.append(TestBatches.of().timestamp(NOW).build()).error())
                .isEqualTo(Errors.NONE);
    }

    private static RecordBatches patched(RecordBatches batches, int position, int value) {
        batches.buffer().put(batches.buffer().position() + position, (byte) value);
        return batches;
    }

    @Test
    void offsetsAndEpochAreAssignedWithoutTouchingTheChecksum() {
        fixture.append(3);
        fixture.append(TestBatches.batch(2, NOW), 9);
        ByteBuffer stored = fixture.log.read(3, 1, 5, true).load().buffer();
        MutableRecordBatch batch =
                MemoryRecords.readableRecords(stored).batches().iterator().next();
        batch.ensureValid();
        assertThat(batch.baseOffset()).isEqualTo(3);
        assertThat(batch.lastOffset()).isEqualTo(4);
        assertThat(batch.partitionLeaderEpoch()).isEqualTo(9);
    }

    @Test
    void everyFlippedBitIsCaughtByChecksumOrShape() {
        byte[] good = new byte[TestBatches.batch(3, NOW).sizeInBytes()];
        TestBatches.batch(3, NOW).buffer().get(good);
        for (int at = 0; at < good.length; at++) {
            if (at < 8 || (at >= 12 && at < 16)) {
                continue;
            }
            byte[] flipped = good.clone();
            flipped[at] ^= 1;
            AppendResult result = fixture.append(RecordBatches.of(ByteBuffer.wrap(flipped)));
            assertThat(result.error())
                    .as("byte %d", at)
                    .isIn(Errors.CORRUPT_MESSAGE, Errors.INVALID_RECORD, Errors.MESSAGE_TOO_LARGE);
        }
    }

    @Test
    void aCutOffBatchIsRefused() {
        ByteBuffer whole = TestBatches.batch(3, NOW).buffer();
        for (int size = 1; size < whole.remaining(); size++) {
            refused(
                    RecordBatches.of(ByteBuffer.wrap(whole.array(), whole.arrayOffset() + whole.position(), size)
                            .slice()),
                    Errors.CORRUPT_MESSAGE);
        }
        refused(RecordBatches.EMPTY, Errors.INVALID_RECORD);
    }

    @Test
    void onlyFormatTwoIsTaken() {
        refused(patched(TestBatches.batch(1, NOW), 16, 1), Errors.INVALID_RECORD, "magic version 2");
    }

    @Test
    void aClientSendsOneBatchAtOffsetZero() {
        refused(
                TestBatches.concat(TestBatches.batch(1, NOW), TestBatches.batch(1, NOW)),
                Errors.INVALID_RECORD,
                "2 record batches");
        refused(TestBatches.of().at(5, 0).timestamp(NOW).build(), Errors.INVALID_RECORD, "base offset", "5");
    }

    @Test
    void aClientMayWriteNeitherControlRecordsNorUnknownTransactions() {
        refused(TestBatches.of().control().producer(1, 0, 0).timestamp(NOW).build(), Errors.INVALID_RECORD, "control");
        refused(
                TestBatches.of()
                        .transactional()
                        .producer(1, 0, 0)
                        .timestamp(NOW)
                        .build(),
                Errors.INVALID_TXN_STATE,
                "transaction");
    }

    @Test
    void aBatchLargerThanMaxMessageBytesIsRefused() {
        RecordBatches batches = TestBatches.of().timestamp(NOW).valueSize(1000).build();
        fixture = new LogFixture("max.message.bytes", Integer.toString(batches.sizeInBytes() - 1));
        refused(batches, Errors.MESSAGE_TOO_LARGE, "max.message.bytes");
        fixture = new LogFixture("max.message.bytes", Integer.toString(batches.sizeInBytes()));
        assertThat(fixture.append(batches).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void aBatchLargerThanASegmentIsRefused() {
        fixture = new LogFixture("internal.segment.bytes", "500");
        refused(TestBatches.of().timestamp(NOW).valueSize(1000).build(), Errors.RECORD_LIST_TOO_LARGE, "segment.bytes");
    }

    @Test
    void timestampsOutOfRangeAreRefused() {
        fixture = new LogFixture("message.timestamp.before.max.ms", "1000", "message.timestamp.after.max.ms", "2000");
        refused(TestBatches.batch(1, NOW - 1001), Errors.INVALID_TIMESTAMP, Long.toString(NOW - 1001));
        refused(TestBatches.batch(1, NOW + 2001), Errors.INVALID_TIMESTAMP);
        refused(TestBatches.of().timestamps(NOW, NOW - 1001, NOW).build(), Errors.INVALID_TIMESTAMP);
        refused(TestBatches.of().compressed().timestamp(NOW + 2001).build(), Errors.INVALID_TIMESTAMP);
        assertThat(fixture.append(TestBatches.of()
                                .timestamps(NOW - 1000, NOW + 2000)
                                .build())
                        .error())
                .isEqualTo(Errors.NONE);
    }

    @Test
    void byDefaultATimestampMayBeOldAndAnHourAhead() {
        assertThat(fixture.append(TestBatches.batch(1, 1_420_070_400_000L)).error())
                .isEqualTo(Errors.NONE);
        assertThat(fixture.append(TestBatches.batch(1, NOW + 3_600_000)).error())
                .isEqualTo(Errors.NONE);
        refused(TestBatches.batch(1, NOW + 3_600_001), Errors.INVALID_TIMESTAMP);
    }

    @Test
    void producersDoNotSetLogAppendTime() {
        refused(
                TestBatches.of()
                        .timestampType(TimestampType.LOG_APPEND_TIME)
                        .timestamp(NOW)
                        .build(),
                Errors.INVALID_TIMESTAMP,
                "LogAppendTime");
    }

    @Test
    void logAppendTimeSetsTimestampTypeAndChecksum() {
        fixture = new LogFixture("message.timestamp.type", "LogAppendTime");
        AppendResult result = fixture.append(TestBatches.batch(3, 5));
        assertThat(result.logAppendTimeMs()).isEqualTo(NOW);
        RecordBatches stored = fixture.log.read(0, 1, 3, true).load();
        MutableRecordBatch batch = MemoryRecords.readableRecords(stored.buffer())
                .batches()
                .iterator()
                .next();
        batch.ensureValid();
        assertThat(batch.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
        assertThat(batch.maxTimestamp()).isEqualTo(NOW);
        stored.forEachRecord(r -> assertThat(r.timestampMs()).isEqualTo(NOW));
    }

    @Test
    void aHeaderThatLiesAboutTheGreatestTimestampIsPutRight() {
        RecordBatches lying =
                TestBatches.of().timestamps(NOW - 50, NOW - 20, NOW - 30).build();
        new BatchView()
                .wrap(lying.buffer(), lying.buffer().position())
                .setMaxTimestamp(MessageTimestampType.CREATE_TIME, NOW + 1_000_000_000L);
        assertThat(fixture.append(lying).error()).isEqualTo(Errors.NONE);
        assertThat(fixture.log.segments().get(0).largestTimestampMs()).isEqualTo(NOW - 20);
    }

    @Test
    void recordsThatAreNoRecordsAreRefusedThoughTheChecksumIsRight() {
        RecordBatches batches = TestBatches.batch(3, NOW);
        int firstLength = batches.buffer().position() + BatchView.HEADER_SIZE;
        batches.buffer().put(firstLength, (byte) 2);
        TestBatches.fixChecksum(
                new BatchView().wrap(batches.buffer(), batches.buffer().position()));
        refused(batches, Errors.INVALID_RECORD, "record 0");
    }

    @Test
    void aCompactedTopicTakesNoRecordWithoutAKey() {
        fixture = new LogFixture("cleanup.policy", "compact");
        refused(TestBatches.of().timestamp(NOW).key(null).build(), Errors.INVALID_RECORD, "without a key");
        refused(TestBatches.of().timestamp(NOW).compressed().key(null).build(), Errors.INVALID_RECORD, "without a key");
        assertThat(fixture.append(TestBatches.of().timestamp(NOW).compressed().build())
                        .error())
                .isEqualTo(Errors.NONE);
    }

    @Test
    void compressedBatchesPassThroughUnchanged() {
        RecordBatches batches =
                TestBatches.of().timestamp(NOW).records(50).compressed().build();
        byte[] sent = new byte[batches.sizeInBytes()];
        batches.buffer().duplicate().get(sent);
        fixture.append(batches);
        ByteBuffer stored =
                fixture.log.read(0, Integer.MAX_VALUE, 50, true).load().buffer();
        byte[] kept = new byte[stored.remaining()];
        stored.get(kept);
        // Base offset 0 stays; only the epoch differs.
        System.arraycopy(sent, 12, kept, 12, 4);
        assertThat(kept).isEqualTo(sent);
    }

    @Test
    void aCoordinatorMayAppendSeveralBatchesAndControlRecords() {
        AppendResult result = fixture.log.append(
                TestBatches.concat(
                        TestBatches.batch(2, NOW),
                        TestBatches.of()
                                .control()
                                .producer(1, 0, -1)
                                .timestamp(NOW)
                                .build()),
                AppendOrigin.COORDINATOR,
                3,
                NOW);
        assertThat(result.error()).isEqualTo(Errors.NONE);
        assertThat(result.lastOffset()).isEqualTo(2);
        assertThat(fixture.readAll(0, 1)).hasSize(2);
    }

    @Test
    void aReplicatedBatchKeepsWhatTheLeaderAssignedAndMustFollow() {
        fixture.append(2);
        AppendResult gap =
                fixture.log.append(TestBatches.of().at(3, 4).timestamp(1).build(), AppendOrigin.REPLICATION, 99, NOW);
        assertThat(gap.error()).isEqualTo(Errors.OFFSET_OUT_OF_RANGE);

        AppendResult result = fixture.log.append(
                TestBatches.concat(
                        TestBatches.of().at(2, 4).records(2).timestamp(1).build(),
                        TestBatches.of().at(4, 5).timestamp(1).build()),
                AppendOrigin.REPLICATION,
                99,
                NOW);
        assertThat(result.lastOffset()).isEqualTo(4);
        assertThat(fixture.log.epochForOffset(3)).hasValue(4);
        assertThat(fixture.log.latestEpoch()).hasValue(5);
    }
}
