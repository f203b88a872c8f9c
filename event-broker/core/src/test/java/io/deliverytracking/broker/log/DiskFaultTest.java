package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.StorageException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** A disk that fails leaves a log that is whole, or one that says it isn't. */
class DiskFaultTest {

    private final LogFixture fixture = new LogFixture("internal.segment.bytes", "1000", "index.interval.bytes", "0");

    @Test
    void aWriteTornAtAnyByteLeavesNothingInFrontOfTheNextAppend() {
        fixture.append(2);
        int size = TestBatches.batch(3, fixture.lane.wallClockMs()).sizeInBytes();
        for (int torn = 0; torn < size; torn++) {
            long end = fixture.log.logEndOffset();
            int bytes = fixture.log
                    .segments()
                    .get(fixture.log.segments().size() - 1)
                    .sizeBytes();
            if (bytes + size > 1000) {
                // The write that starts a segment's snapshot comes first; keep to the log file's.
                fixture.append(3);
                continue;
            }
            fixture.disk.tearWrite(0, torn);
            assertThatThrownBy(() -> fixture.append(3)).isInstanceOf(StorageException.class);

            assertThat(fixture.log.logEndOffset()).isEqualTo(end);
            assertThat(fixture.log.isOffline()).isFalse();
            assertThat(fixture.append(3).baseOffset()).isEqualTo(end);
        }
        long end = fixture.log.logEndOffset();
        int batches = fixture.readAll(0, 1).size();

        fixture.crash(LogCheckpoint.NONE);

        assertThat(fixture.log.logEndOffset()).isEqualTo(end);
        assertThat(fixture.log.recovery().isCut()).isFalse();
        assertThat(fixture.readAll(0, 1)).hasSize(batches);
    }

    @Test
    void aFullDiskRefusesAppendsUntilThereIsRoomAgain() {
        fixture.append(5);
        fixture.disk.leaveRoomFor(10);
        assertThatThrownBy(() -> fixture.append(5))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("No space left");
        assertThat(fixture.log.isOffline()).isFalse();

        fixture.disk.heal();

        assertThat(fixture.append(5).baseOffset()).isEqualTo(5);
        assertThat(fixture.readAll(0, 1)).hasSize(2);
    }

    @Test
    void aFullDiskLetsRecordsBeDeletedAndTheirEpochsBeForgotten() {
        fixture.append(TestBatches.batch(5, LogFixture.START_MS), 1);
        fixture.append(TestBatches.batch(5, LogFixture.START_MS), 2);
        fixture.disk.leaveRoomFor(0);

        assertThat(fixture.log.advanceLogStartOffset(7)).isTrue();

        assertThat(fixture.log.epochForOffset(6)).isEmpty();
        fixture.crash();
        assertThat(fixture.log.logStartOffset()).isEqualTo(7);
        assertThat(fixture.log.epochForOffset(6)).isEmpty();
        assertThat(fixture.log.epochForOffset(7)).hasValue(2);
    }

    @Test
    void aFullDiskLetsALogBeOpenedThoughItsSegmentsCannotBeSealed() {
        while (fixture.log.segments().size() < 3) {
            fixture.append(1);
            fixture.lane.advance(1000);
        }
        long newestOfFirst = fixture.log.segments().get(0).largestTimestampMs();
        int batches = fixture.readAll(0, 1).size();
        fixture.disk.fail("write", ".timeindex");

        fixture.crash(LogCheckpoint.NONE);

        assertThat(fixture.readAll(0, 1)).hasSize(batches);
        assertThat(fixture.log.segments().get(0).largestTimestampMs()).isEqualTo(newestOfFirst);
        assertThat(fixture.log.offsetForTimestamp(newestOfFirst)).isPresent();
        fixture.disk.heal();
        fixture.restart();
        assertThat(fixture.log.segments().get(0).largestTimestampMs()).isEqualTo(newestOfFirst);
        assertThat(fixture.log.recovery().rebuiltIndexes()).isEqualTo(2);
    }

    /** Each start begins an epoch, and the one after a start without an append has nothing in it. */
    @Test
    void aFullDiskLetsALogBeOpenedThoughItsEmptyEpochCannotBeForgotten() {
        fixture.append(TestBatches.batch(5, LogFixture.START_MS), 1);
        fixture.log.onBecomeLeader(2);
        fixture.disk.fail("create", "leader-epoch-checkpoint");

        fixture.crash();

        assertThat(fixture.log.latestEpoch()).hasValue(1);
        assertThat(fixture.readAll(0, 1)).hasSize(1);
        assertThatThrownBy(() -> fixture.append(TestBatches.batch(5, LogFixture.START_MS), 1))
                .isInstanceOf(StorageException.class);
        assertThat(fixture.log.isOffline()).isFalse();
        fixture.disk.heal();
        fixture.append(TestBatches.batch(5, LogFixture.START_MS), 1);
        fixture.crash(LogCheckpoint.NONE);
        assertThat(fixture.log.epochEndOffset(1)).isEqualTo(new EpochEndOffset(1, 10));
    }

    @Test
    void aTornWriteThatCannotBeCutTakesTheReplicaOfflineAndRecoveryCutsIt() {
        fixture.append(5);
        fixture.disk.tearWrite(0, 20);
        fixture.disk.fail("truncate", ".log");
        assertThatThrownBy(() -> fixture.append(5)).isInstanceOf(StorageException.class);

        assertThat(fixture.log.isOffline()).isTrue();
        assertThat(fixture.offlineCause).hasMessageContaining("torn append");
        assertThatThrownBy(() -> fixture.append(5)).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> fixture.log.read(0, 1, 5, true)).isInstanceOf(StorageException.class);

        fixture.disk.heal();
        fixture.crash(LogCheckpoint.NONE);
        assertThat(fixture.log.logEndOffset()).isEqualTo(5);
        assertThat(fixture.log.recovery().cutBytes()).isEqualTo(20);
    }

    @Test
    void aFailedFsyncIsNeverTriedAgain() {
        fixture.append(5);
        fixture.disk.fail("flush", ".log");
        assertThatThrownBy(() -> fixture.log.flush()).isInstanceOf(StorageException.class);
        fixture.disk.heal();

        assertThat(fixture.log.isOffline()).isTrue();
        assertThatThrownBy(() -> fixture.log.flush()).isInstanceOf(StorageException.class);
        assertThat(fixture.log.recoveryPoint()).isZero();
    }

    @Test
    void aFailedFsyncInTheBackgroundTakesTheReplicaOffline() {
        while (fixture.log.segments().size() < 2) {
            fixture.append(5);
        }
        fixture.disk.fail("flush", ".log");

        fixture.lane.runBackground();

        assertThat(fixture.log.isOffline()).isTrue();
        assertThat(fixture.offlineCause).hasMessageContaining("flush");
    }

    @Test
    void anIndexThatCannotBeWrittenCostsNothingButSpeed() {
        fixture.append(1);
        fixture.disk.fail("write", ".index");
        for (int i = 0; i < 4; i++) {
            assertThat(fixture.append(1).error()).isEqualTo(Errors.NONE);
        }
        fixture.disk.heal();
        fixture.append(1);

        assertThat(fixture.readAll(0, 1)).hasSize(6);
        fixture.restart();
        assertThat(fixture.readAll(0, 1)).hasSize(6);
    }

    @Test
    void aSegmentThatCannotBeStartedIsStartedByTheNextAppend() {
        long end = 0;
        while (fixture.log.segments().get(0).sizeBytes() < 900) {
            end = fixture.append(1).lastOffset() + 1;
        }
        fixture.disk.fail("create", ".log");
        assertThatThrownBy(() -> fixture.append(5)).isInstanceOf(StorageException.class);
        fixture.disk.fail("size", ".timeindex");
        fixture.disk.heal();

        assertThat(fixture.append(5).baseOffset()).isEqualTo(end);
        assertThat(fixture.log.segments()).hasSize(2);
        fixture.restart();
        assertThat(fixture.log.logEndOffset()).isEqualTo(end + 5);
    }

    @Test
    void flushMessagesIsKeptBeforeTheAppendIsAnswered() {
        LogFixture strict = new LogFixture("flush.messages", "1");
        strict.append(3);
        assertThat(strict.log.recoveryPoint()).isEqualTo(3);
        assertThat(strict.disk.flushes()).isPositive();
    }

    @Test
    void flushMsForcesInTheBackground() {
        LogFixture timed = new LogFixture("flush.ms", "1000");
        timed.append(3);
        assertThat(timed.log.maybeFlush(timed.lane.wallClockMs() + 999)).isFalse();
        timed.lane.advance(1000);
        assertThat(timed.log.maybeFlush(timed.lane.wallClockMs())).isTrue();
        assertThat(timed.log.recoveryPoint()).isZero();

        timed.lane.runBackground();

        assertThat(timed.log.recoveryPoint()).isEqualTo(3);
        assertThat(timed.log.maybeFlush(timed.lane.wallClockMs() + 5000)).isFalse();
    }

    @Test
    void aFlushBegunBeforeATruncationSaysNothingAboutWhatCameAfter() {
        fixture.append(5);
        PendingFlush flush = fixture.log.beginFlush();
        flush.force();
        fixture.log.truncateTo(0);
        fixture.append(4);

        fixture.log.completeFlush(flush);

        assertThat(fixture.log.recoveryPoint()).isZero();
    }

    @Test
    void aPartitionWithNothingInItWritesNothing() {
        LogFixture empty = new LogFixture();
        assertThat(empty.disk.bytesWritten()).isZero();
        empty.restart();
        assertThat(empty.disk.bytesWritten()).isZero();
        assertThat(empty.log.logEndOffset()).isZero();
    }
}
