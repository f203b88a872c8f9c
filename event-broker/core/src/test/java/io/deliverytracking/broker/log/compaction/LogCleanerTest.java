package io.deliverytracking.broker.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.deliverytracking.broker.log.AppendOrigin;
import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.compaction.KeyedBatches.Read;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;

/** What compaction keeps, what it leaves alone, and what it does when something is in its way. */
class LogCleanerTest {

    private static final long DAY_MS = 24 * 60 * 60 * 1000;

    private CompactionFixture fixture = new CompactionFixture();

    // ---- what stays ----------------------------------------------------------------------------------------------

    @Test
    void ofEachKeyTheLatestRecordStaysAtItsOffset() {
        appendRounds(10, "a", "b", "c");
        fixture.roll();
        long end = fixture.log.logEndOffset();
        fixture.clean();

        assertThat(fixture.read(0))
                .extracting(Read::offset, Read::key, Read::value)
                .containsExactly(tuple(27L, "a", "a9"), tuple(28L, "b", "b9"), tuple(29L, "c", "c9"));
        assertThat(fixture.log.logStartOffset()).isZero();
        assertThat(fixture.log.logEndOffset()).isEqualTo(end);
        assertThat(fixture.log.compaction().cleanedUpTo()).isEqualTo(end);
        assertThat(fixture.cleaner.facts().rounds()).isOne();
        assertThat(fixture.cleaner.facts().recordsDropped()).isEqualTo(27);
    }

    @Test
    void smallSegmentsAreJoinedAndTheirFilesGoAfterAWhile() {
        appendRounds(30, "a", "b", "c");
        fixture.roll();
        int before = fixture.log.segments().size();
        assertThat(before).isGreaterThan(5);
        fixture.clean();
        // What was left of the first round is joined by the second.
        fixture.append("d", "1");
        fixture.roll();
        fixture.reconfigure("min.cleanable.dirty.ratio", "0.01");
        fixture.clean();
        assertThat(fixture.log.segments()).hasSizeLessThan(before);
        assertThat(fixture.files()).anyMatch(file -> file.endsWith(".deleted"));
        fixture.lane.advance(60_001);
        assertThat(fixture.files())
                .noneMatch(file -> file.endsWith(".deleted") || file.endsWith(".swap") || file.endsWith(".cleaned"));
        assertThat(fixture.files().stream().filter(file -> file.endsWith(".log")))
                .hasSameSizeAs(fixture.log.segments());
    }

    @Test
    void theActiveSegmentIsLeftAlone() {
        appendRounds(1, "a", "a", "a");
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(3);
        assertThat(fixture.cleaner.facts().rounds()).isZero();
    }

    @Test
    void aFetchFromWithinAGapGetsTheNextBatch() {
        appendRounds(10, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        for (long offset = 0; offset < 28; offset++) {
            assertThat(fixture.read(offset).get(0).offset())
                    .as("from %d", offset)
                    .isEqualTo(Math.max(27, offset));
        }
    }

    @Test
    void aConsumerIsTakenToTheEndThoughNoRecordIsLeftThere() {
        fixture.append(
                KeyedBatches.of().add(null, null, fixture.lane.wallClockMs()).build());
        assertThat(fixture.log.logEndOffset()).as("keyless records are refused").isZero();
        fixture.reconfigure("cleanup.policy", "delete");
        for (int i = 0; i < 20; i++) {
            fixture.append(KeyedBatches.of()
                    .add(null, "v" + i, fixture.lane.wallClockMs())
                    .build());
        }
        fixture.reconfigure("cleanup.policy", "compact");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.read(0)).isEmpty();
        assertThat(fixture.log.logEndOffset()).isEqualTo(20);
        // Otherwise it would ask for offset 0 for ever.
        List<Long> ends = new ArrayList<>();
        CompactionFixture.forEachBatch(fixture.log, 0, batch -> ends.add(batch.nextOffset()));
        assertThat(ends).endsWith(20L);
    }

    @Test
    void theIndexesOfWhatIsLeftAreRight() {
        for (int i = 0; i < 60; i++) {
            fixture.append("k" + i % 25, "v" + i);
            fixture.lane.advance(1000);
        }
        fixture.roll();
        fixture.clean();
        for (Read record : fixture.read(0)) {
            assertThat(fixture.log
                            .offsetForTimestamp(record.timestampMs())
                            .orElseThrow()
                            .offset())
                    .isEqualTo(record.offset());
        }
        assertThat(fixture.log.offsetOfMaxTimestamp().orElseThrow().offset()).isEqualTo(59);
        fixture.restart();
        assertThat(fixture.log.recovery().rebuiltIndexes()).isZero();
    }

    // ---- tombstones ----------------------------------------------------------------------------------------------

    @Test
    void aTombstoneStaysForDeleteRetentionAfterItWasFirstSeen() {
        fixture.append("a", "1");
        fixture.append("b", "1");
        fixture.append("a", null);
        fixture.roll();
        fixture.lane.advance(10 * DAY_MS);
        fixture.clean();
        assertThat(fixture.read(0)).extracting(Read::offset).containsExactly(1L, 2L);
        long horizonMs = fixture.lane.wallClockMs() + DAY_MS;
        List<Long> horizons = new ArrayList<>();
        CompactionFixture.forEachBatch(
                fixture.log, 2, batch -> horizons.add(batch.deleteHorizonMs().orElse(-1)));
        assertThat(horizons).startsWith(horizonMs);

        fixture.lane.advance(DAY_MS - 1_000);
        anotherRound();
        assertThat(fixture.read(0)).extracting(Read::offset).contains(2L);

        fixture.restart();
        fixture.lane.advance(1_000);
        anotherRound();
        assertThat(fixture.read(0)).extracting(Read::offset).doesNotContain(2L).contains(1L);
    }

    private void anotherRound() {
        fixture.append("x", "y" + fixture.lane.wallClockMs());
        fixture.roll();
        fixture.reconfigure("min.cleanable.dirty.ratio", "0");
        fixture.clean();
    }

    // ---- when ----------------------------------------------------------------------------------------------------

    @Test
    void aLogIsCompactedWhenEnoughOfItIsDirty() {
        appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        // Keys of their own: the clean part stays as large as it is.
        for (int i = 0; i < 60; i++) {
            fixture.append("own" + i, "v");
        }
        fixture.roll();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isEqualTo(2);
        fixture.append("a", "again");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isEqualTo(2);
        assertThat(fixture.cleaner.facts().maxDirtyRatio()).isBetween(0.0, 0.5);
    }

    @Test
    void whatIsYoungerThanTheMinimumLagIsLeftAlone() {
        fixture.reconfigure("min.compaction.lag.ms", "60000");
        appendRounds(10, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(30);
        fixture.lane.advance(60_001);
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(3);
    }

    @Test
    void whatIsOlderThanTheMaximumLagIsCompactedThoughItLiesInTheActiveSegment() {
        fixture.reconfigure("max.compaction.lag.ms", "60000", "min.cleanable.dirty.ratio", "1");
        fixture.append("a", "1");
        fixture.append("a", "2");
        fixture.lane.advance(59_000);
        fixture.clean();
        assertThat(fixture.log.segments()).hasSize(1);
        fixture.lane.advance(2_000);
        fixture.clean();
        // Rolled, and flushed in the background: the next look finds it.
        fixture.clean();
        assertThat(fixture.read(0)).extracting(Read::value).containsExactly("2");
    }

    @Test
    void whatConsumersMayNotReadYetIsLeftAlone() {
        appendRounds(10, "a", "b", "c");
        fixture.roll();
        assertThat(DirtySection.of(fixture.log, fixture.log.logEndOffset() - 1, fixture.lane.wallClockMs())
                        .segments())
                .allMatch(segment -> segment.nextOffset() < fixture.log.logEndOffset());
        assertThat(DirtySection.of(fixture.log, 0, fixture.lane.wallClockMs()).segments())
                .isEmpty();
    }

    @Test
    void aSmallBufferTakesMoreRounds() {
        fixture = new CompactionFixture(
                new CleanerConfig(true, 15_000, 24 * 5, 0.9, Double.MAX_VALUE), "min.cleanable.dirty.ratio", "0");
        for (int i = 0; i < 200; i++) {
            fixture.append("k" + i % 40, "v" + i);
        }
        fixture.roll();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isGreaterThan(5);
        assertThat(fixture.read(0)).hasSize(40).allMatch(record -> record.offset() >= 160);
    }

    @Test
    void ioIsThrottled() {
        fixture = new CompactionFixture(new CleanerConfig(true, 15_000, 1 << 20, 0.9, 1_000));
        appendRounds(30, "a", "b", "c");
        fixture.roll();
        long bytes = fixture.log.sizeInBytes();
        fixture.clean();
        assertThat(fixture.cleaner.facts().cleaning()).isEqualTo(CompactionFixture.PARTITION);
        fixture.lane.advance(bytes);
        assertThat(fixture.cleaner.facts().rounds()).isZero();
        fixture.lane.advance(2 * bytes);
        assertThat(fixture.cleaner.facts().rounds()).isOne();
    }

    // ---- producers -----------------------------------------------------------------------------------------------

    @Test
    void aDuplicateIsRecognisedThoughNothingOfItsBatchIsLeft() {
        KeyedBatches batch = KeyedBatches.of().producer(9, 0).add("a", "1", fixture.lane.wallClockMs());
        fixture.append(batch.build());
        fixture.append("a", "2");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.read(0)).extracting(Read::value).containsExactly("2");
        fixture.restart();
        deleteSnapshots();
        fixture.crash();

        AppendResult again = fixture.append(batch.build());
        assertThat(again.duplicate()).isTrue();
        assertThat(again.baseOffset()).isZero();
        assertThat(fixture.append(KeyedBatches.of()
                                .producer(9, 1)
                                .add("a", "3", fixture.lane.wallClockMs())
                                .build())
                        .error())
                .isEqualTo(Errors.NONE);
    }

    /** Without them a producer's state comes from the batches alone. */
    private void deleteSnapshots() {
        for (String file : fixture.files()) {
            if (file.endsWith(".snapshot")) {
                fixture.disk.directory().directory(CompactionFixture.HOME).deleteFile(file);
            }
        }
    }

    @Test
    void theBatchOfAProducerThatHasExpiredGoes() {
        fixture.append(KeyedBatches.of()
                .producer(9, 0)
                .add("a", "1", fixture.lane.wallClockMs())
                .build());
        fixture.append("a", "2");
        fixture.append("b", "2");
        fixture.roll();
        fixture.lane.advance(2 * DAY_MS);
        fixture.log.expireProducers(fixture.lane.wallClockMs(), DAY_MS);
        fixture.clean();
        List<MutableRecordBatch> left = new ArrayList<>();
        CompactionFixture.forEachBatch(fixture.log, 0, left::add);
        assertThat(left).noneMatch(MutableRecordBatch::hasProducerId);
    }

    // ---- with retention ------------------------------------------------------------------------------------------

    @Test
    void compactAndDeleteDoesBoth() {
        fixture.reconfigure("cleanup.policy", "compact,delete", "retention.ms", "600000");
        appendRounds(10, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(3);
        fixture.lane.advance(600_100);
        fixture.append("d", "1");
        fixture.log.enforceRetention(fixture.lane.wallClockMs(), fixture.log.logEndOffset());
        assertThat(fixture.log.logStartOffset()).isEqualTo(30);
        assertThat(fixture.read(30)).extracting(Read::key).containsExactly("d");
    }

    @Test
    void retentionThatTakesWhatIsBeingCompactedEndsTheRound() {
        for (int steps = 0; steps < 12; steps++) {
            fixture = new CompactionFixture("cleanup.policy", "compact,delete", "retention.ms", "600000");
            appendRounds(30, "a", "b", "c");
            fixture.roll();
            fixture.lane.advance(600_001);
            fixture.cleaner.cleanDue();
            for (int i = 0; i < steps; i++) {
                fixture.lane.runOne();
            }
            fixture.log.enforceRetention(fixture.lane.wallClockMs(), fixture.log.logEndOffset());
            fixture.lane.runBackground();
            // What a swap kept it from the first time.
            fixture.log.enforceRetention(fixture.lane.wallClockMs(), fixture.log.logEndOffset());
            fixture.lane.runBackground();
            assertThat(fixture.log.logStartOffset()).as("after %d steps", steps).isEqualTo(90);
            assertThat(fixture.cleaner.facts().cleaning()).isNull();
            fixture.crash();
            assertThat(fixture.log.logStartOffset()).isEqualTo(90);
        }
    }

    // ---- in its way ----------------------------------------------------------------------------------------------

    @Test
    void aLogThatIsDeletedOrNoLongerCompactedWhileItIsBeingCleanedIsLetGo() {
        for (int steps = 0; steps < 12; steps++) {
            fixture = new CompactionFixture();
            appendRounds(20, "a", "b", "c");
            fixture.roll();
            fixture.cleaner.cleanDue();
            for (int i = 0; i < steps; i++) {
                fixture.lane.runOne();
            }
            if (steps % 2 == 0) {
                fixture.logs.delete(CompactionFixture.PARTITION);
                PartitionLog again = fixture.create(CompactionFixture.PARTITION, new Uuid(3, 4));
                fixture.lane.runBackground();
                again.append(
                        KeyedBatches.of()
                                .add("z", "1", fixture.lane.wallClockMs())
                                .build(),
                        AppendOrigin.CLIENT,
                        0,
                        fixture.lane.wallClockMs());
                assertThat(again.compaction().cleanedUpTo()).isZero();
                assertThat(fixture.files()).noneMatch(file -> file.endsWith(".cleaned") || file.endsWith(".swap"));
                fixture.log = again;
                assertThat(fixture.read(0)).extracting(Read::key).containsExactly("z");
            } else {
                fixture.reconfigure("cleanup.policy", "delete");
                fixture.lane.runBackground();
                assertThat(CompactionFixture.latest(fixture.read(0)))
                        .containsEntry("a", "a19")
                        .hasSize(3);
            }
            assertThat(fixture.cleaner.facts().cleaning()).isNull();
        }
    }

    @Test
    void aLogThatIsCutWhileItIsBeingCleanedKeepsWhatIsLeft() {
        for (int steps = 0; steps < 40; steps++) {
            fixture = new CompactionFixture();
            appendRounds(20, "a", "b", "c");
            fixture.roll();
            fixture.cleaner.cleanDue();
            for (int i = 0; i < steps; i++) {
                fixture.lane.runOne();
            }
            fixture.log.truncateTo(50);
            long end = fixture.log.logEndOffset();
            fixture.lane.runBackground();
            assertThat(fixture.log.compaction().cleanedUpTo()).isLessThanOrEqualTo(end);
            fixture.crash();
            assertThat(fixture.log.logEndOffset()).as("after %d steps", steps).isEqualTo(end);
            fixture.append("z", "1");
            fixture.crash();
            assertThat(fixture.log.logEndOffset()).as("after %d steps", steps).isEqualTo(end + 1);
            assertThat(fixture.read(0)).last().extracting(Read::key).isEqualTo("z");
        }
    }

    @Test
    void aCorruptLogIsToldAndLeftAndTheOthersGoOn() {
        appendRounds(20, "a", "b", "c");
        fixture.roll();
        PartitionLog other = fixture.create(new TopicPartition("others", 0), new Uuid(5, 6));
        for (int i = 0; i < 40; i++) {
            other.append(
                    KeyedBatches.of()
                            .add("k", "v" + i, fixture.lane.wallClockMs())
                            .build(),
                    AppendOrigin.CLIENT,
                    0,
                    fixture.lane.wallClockMs());
        }
        fixture.lane.runBackground();
        String file = CompactionFixture.HOME + "/" + "0".repeat(20) + ".log";
        byte[] bytes = fixture.disk.contents(file);
        bytes[bytes.length - 1] ^= 1;
        fixture.disk.overwrite(file, bytes);

        fixture.clean();

        assertThat(fixture.cleaner.facts().rounds()).isOne();
        assertThat(other.compaction().cleanedUpTo()).isPositive();
        assertThat(fixture.cleaner.facts().uncleanable()).singleElement().satisfies(uncleanable -> {
            assertThat(uncleanable.partition()).isEqualTo(CompactionFixture.PARTITION);
            assertThat(uncleanable.reason())
                    .contains(file)
                    .contains("at position ")
                    .contains("checksum");
        });
        assertThat(fixture.log.isOffline()).isFalse();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isOne();
    }

    @Test
    void aFullDiskIsTriedAgain() {
        appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.disk.leaveRoomFor(400);
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isZero();
        assertThat(fixture.cleaner.facts().uncleanable()).isEmpty();
        assertThat(fixture.files()).noneMatch(file -> file.endsWith(".cleaned"));
        assertThat(CompactionFixture.latest(fixture.read(0))).hasSize(3);
        fixture.disk.heal();
        fixture.clean();
        assertThat(fixture.cleaner.facts().rounds()).isOne();
    }

    @Test
    void aDirectoryThatCannotBeForcedTakesTheLogOfflineAndTheNextStartEndsTheSwap() {
        appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.cleaner.cleanDue();
        while (fixture.files().stream().noneMatch(file -> file.endsWith(".swap"))) {
            assertThat(fixture.lane.runOne()).isTrue();
        }
        fixture.disk.fail("flush", "/" + CompactionFixture.HOME + "$");
        fixture.lane.runBackground();
        assertThat(fixture.log.isOffline()).isTrue();
        fixture.disk.heal();
        fixture.crash();
        assertThat(CompactionFixture.latest(fixture.read(0)))
                .containsEntry("a", "a19")
                .hasSize(3);
        assertThat(fixture.files()).noneMatch(file -> file.endsWith(".swap"));
    }

    // ---- checkpoint ----------------------------------------------------------------------------------------------

    @Test
    void howFarALogIsCompactedIsWrittenAsApacheKafkaDoes() {
        appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        assertThat(new String(fixture.disk.contents("cleaner-offset-checkpoint"), StandardCharsets.UTF_8))
                .isEqualTo("0\n1\norders 0 60\n");
        fixture.crash();
        assertThat(fixture.log.compaction().cleanedUpTo()).isEqualTo(60);
        fixture.logs.delete(CompactionFixture.PARTITION);
        assertThat(new String(fixture.disk.contents("cleaner-offset-checkpoint"), StandardCharsets.UTF_8))
                .isEqualTo("0\n0\n");
    }

    @Test
    void aCompactedLogSurvivesTheLossOfAllCheckpoints() {
        appendRounds(20, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        List<Read> before = fixture.read(0);
        for (String file : List.of("recovery-point-offset-checkpoint", "cleaner-offset-checkpoint")) {
            assertThat(fixture.disk.directory().deleteFile(file)).isTrue();
        }
        fixture.crash();
        assertThat(fixture.log.recovery().isCut()).isFalse();
        assertThat(fixture.read(0)).isEqualTo(before);
        assertThat(fixture.log.logEndOffset()).isEqualTo(60);
    }

    @Test
    void theRecoveryPointIsOnDiskBeforeAnythingBelowItIsCompacted() {
        for (int steps = 0; steps < 40; steps++) {
            fixture = new CompactionFixture();
            fixture.append("a", "0");
            fixture.logs.checkpoint();
            fixture.lane.runBackground();
            appendRounds(20, "a", "b", "c");
            fixture.roll();
            fixture.cleaner.cleanDue();
            for (int i = 0; i < steps; i++) {
                fixture.lane.runOne();
            }
            // Recovery takes a gap above the recovery point that it finds for lost bytes, and cuts the log.
            fixture.crash();
            assertThat(fixture.log.recovery().isCut())
                    .as("after %d steps", steps)
                    .isFalse();
            assertThat(fixture.log.logEndOffset()).isEqualTo(61);
            assertThat(CompactionFixture.latest(fixture.read(0)))
                    .containsEntry("a", "a19")
                    .hasSize(3);
        }
    }

    private void appendRounds(int rounds, String... keys) {
        for (int i = 0; i < rounds; i++) {
            for (String key : keys) {
                fixture.append(key, key + i);
            }
            fixture.lane.advance(1);
        }
    }
}
