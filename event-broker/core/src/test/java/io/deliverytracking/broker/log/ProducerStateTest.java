package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.port.MemoryStorage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Idempotent producers: KIP-98, five batches (KAFKA-5494), unknown producers (KIP-360). */
class ProducerStateTest {

    private static final long ID = 77;

    private LogFixture fixture = new LogFixture("internal.segment.bytes", "2000");

    private AppendResult send(int epoch, int sequence, int count) {
        return fixture.append(TestBatches.of()
                .producer(ID, epoch, sequence)
                .records(count)
                .timestamp(fixture.lane.wallClockMs())
                .build());
    }

    @Test
    void eachOfTheLastFiveBatchesIsADuplicateWithItsOldOffset() {
        for (int i = 0; i < 7; i++) {
            send(0, 2 * i, 2);
        }
        for (int i = 2; i < 7; i++) {
            AppendResult again = send(0, 2 * i, 2);
            assertThat(again.duplicate()).isTrue();
            assertThat(again.error()).isEqualTo(Errors.NONE);
            assertThat(again.baseOffset()).isEqualTo(2L * i);
            assertThat(again.lastOffset()).isEqualTo(2L * i + 1);
        }
        assertThat(fixture.log.logEndOffset()).isEqualTo(14);
        assertThat(send(0, 2, 2).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void aGapInTheSequenceIsRefused() {
        send(0, 0, 3);
        AppendResult result = send(0, 4, 1);
        assertThat(result.error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(result.errorMessage()).contains("4 (incoming)", "last sequence is 2");
        assertThat(send(0, 3, 1).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void anOverlapThatIsNoDuplicateIsRefused() {
        send(0, 0, 3);
        assertThat(send(0, 0, 2).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(send(0, 2, 3).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void anUnknownProducerMayStartAnywhere() {
        assertThat(send(3, 41, 1).error()).isEqualTo(Errors.NONE);
        assertThat(send(3, 42, 1).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void anOlderEpochIsFenced() {
        send(2, 0, 1);
        assertThat(send(1, 1, 1).error()).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void aNewEpochStartsAtZeroAndForgetsTheOldBatches() {
        send(1, 0, 5);
        assertThat(send(2, 5, 1).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        AppendResult first = send(2, 0, 5);
        assertThat(first.duplicate()).isFalse();
        assertThat(first.baseOffset()).isEqualTo(5);
    }

    @Test
    void sequencesWrapFromTheGreatestIntegerToZero() {
        send(0, Integer.MAX_VALUE - 1, 2);
        assertThat(send(0, 0, 2).error()).isEqualTo(Errors.NONE);
        assertThat(send(0, 2, 1).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void aBatchMayWrapInItsMiddle() {
        send(0, Integer.MAX_VALUE - 1, 5);
        assertThat(fixture.log.activeProducers().get(0).lastSequence()).isEqualTo(2);
        assertThat(send(0, 3, 1).error()).isEqualTo(Errors.NONE);
        assertThat(send(0, Integer.MAX_VALUE - 1, 5).duplicate()).isTrue();
    }

    @Test
    void allFiveBatchesSurviveACleanRestart() {
        for (int i = 0; i < 6; i++) {
            send(0, i, 1);
        }
        fixture.restart();
        for (int i = 1; i < 6; i++) {
            assertThat(send(0, i, 1).baseOffset()).isEqualTo(i);
        }
        assertThat(fixture.log.logEndOffset()).isEqualTo(6);
        assertThat(send(0, 6, 1).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void allFiveBatchesSurviveAKillAcrossSegments() {
        for (int i = 0; i < 60; i++) {
            send(0, i, 1);
        }
        assertThat(fixture.log.segments()).hasSizeGreaterThan(2);
        fixture.crash(LogCheckpoint.NONE);
        for (int i = 55; i < 60; i++) {
            assertThat(send(0, i, 1).baseOffset()).isEqualTo(i);
        }
        assertThat(send(0, 60, 1).duplicate()).isFalse();
    }

    @Test
    void withoutSnapshotsTheStateIsBuiltFromTheWholeLog() {
        for (int i = 0; i < 60; i++) {
            send(0, i, 1);
        }
        for (SegmentInfo segment : fixture.log.segments()) {
            if (segment.baseOffset() > 0) {
                String file = fixture.segmentFile(segment.baseOffset(), ".snapshot");
                byte[] bytes = fixture.disk.contents(file);
                bytes[bytes.length - 1] ^= 1;
                fixture.disk.overwrite(file, bytes);
            }
        }
        fixture.crash(LogCheckpoint.NONE);
        assertThat(send(0, 57, 1).baseOffset()).isEqualTo(57);
        assertThat(send(0, 60, 1).baseOffset()).isEqualTo(60);
    }

    /** Found by the crash matrix: a batch that the log start offset cuts in two was left out. */
    @Test
    void withoutSnapshotsABatchThatTheLogStartsWithinCountsAsWell() {
        send(0, 0, 3);
        send(0, 3, 1);
        fixture.log.advanceLogStartOffset(1);

        fixture.crash();

        assertThat(send(0, 0, 3).duplicate()).isTrue();
        assertThat(send(0, 3, 1).duplicate()).isTrue();
    }

    /** The snapshot lies within the segment, so that an entry tells where to go on: no checksum covers an index. */
    @Test
    void aFlippedBitInAnOffsetIndexHidesNoBatchBehindTheSnapshot() {
        String[] properties = {"index.interval.bytes", "0"};
        fixture = new LogFixture(properties);
        for (int i = 0; i < 5; i++) {
            send(0, i, 1);
        }
        fixture.restart();
        for (int i = 5; i < 12; i++) {
            send(0, i, 1);
        }
        fixture.log.flush();
        LogCheckpoint checkpoint = new LogCheckpoint(fixture.log.recoveryPoint(), 0, false);
        String index = fixture.segmentFile(0, LogFileNames.INDEX_SUFFIX);
        MemoryStorage disk = fixture.disk;
        byte[] whole = disk.contents(index);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            disk.overwrite(index, flipped);

            fixture = new LogFixture(disk.copy(), checkpoint, properties);

            for (int i = 7; i < 12; i++) {
                assertThat(send(0, i, 1).duplicate())
                        .as("bit %d, batch %d", bit, i)
                        .isTrue();
            }
        }
    }

    @Test
    void whatATruncationCutIsNoDuplicateAnyMore() {
        for (int i = 0; i < 30; i++) {
            send(0, i, 1);
        }
        fixture.log.truncateTo(27);
        assertThat(send(0, 26, 1).duplicate()).isTrue();
        AppendResult result = send(0, 27, 1);
        assertThat(result.duplicate()).isFalse();
        assertThat(result.baseOffset()).isEqualTo(27);
    }

    @Test
    void aProducerIsForgottenWhenItWasNotSeenForLong() {
        send(0, 0, 1);
        fixture.lane.advance(1000);
        assertThat(fixture.log.expireProducers(fixture.lane.wallClockMs(), 1000))
                .isZero();
        fixture.lane.advance(1);
        assertThat(fixture.log.expireProducers(fixture.lane.wallClockMs(), 1000))
                .isEqualTo(1);
        assertThat(fixture.log.activeProducers()).isEmpty();
        assertThat(send(0, 9, 1).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void theStateOutlivesTheRecordsThatRetentionTook() {
        fixture = new LogFixture("internal.segment.bytes", "500", "retention.bytes", "0", "file.delete.delay.ms", "0");
        for (int i = 0; i < 20; i++) {
            send(0, i, 1);
        }
        fixture.log.enforceRetention(fixture.lane.wallClockMs(), 20);
        fixture.lane.advance(1);
        assertThat(fixture.log.logStartOffset()).isEqualTo(20);
        fixture.crash();
        assertThat(send(0, 19, 1).duplicate()).isTrue();
        assertThat(send(0, 21, 1).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void aDuplicateUnderLogAppendTimeKeepsItsTime() {
        fixture = new LogFixture("message.timestamp.type", "LogAppendTime");
        long first = send(0, 0, 1).logAppendTimeMs();
        fixture.lane.advance(500);
        assertThat(send(0, 0, 1).logAppendTimeMs()).isEqualTo(first).isEqualTo(LogFixture.START_MS);
    }

    @Test
    void producersAreDescribed() {
        send(4, 0, 3);
        assertThat(fixture.log.activeProducers())
                .containsExactly(new ActiveProducer(ID, (short) 4, 2, LogFixture.START_MS + 2, 2));
    }
}
