package io.deliverytracking.broker.log.compaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.deliverytracking.broker.log.AppendResult;
import io.deliverytracking.broker.log.compaction.KeyedBatches.Read;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.junit.jupiter.api.Test;

/** What compaction keeps, and how far a log says that it has been compacted. */
class LogCleanerTest {

    private static final long DAY_MS = 24 * 60 * 60 * 1000;

    private final CompactionFixture fixture = new CompactionFixture();

    // ---- what stays ----------------------------------------------------------------------------------------------

    @Test
    void ofEachKeyTheLatestRecordStaysAtItsOffset() {
        fixture.appendRounds(10, "a", "b", "c");
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
        fixture.appendRounds(30, "a", "b", "c");
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
        fixture.appendRounds(1, "a", "a", "a");
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(3);
        assertThat(fixture.cleaner.facts().rounds()).isZero();
    }

    @Test
    void aFetchFromWithinAGapGetsTheNextBatch() {
        fixture.appendRounds(10, "a", "b", "c");
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

    @Test
    void compactAndDeleteDoesBoth() {
        fixture.reconfigure("cleanup.policy", "compact,delete", "retention.ms", "600000");
        fixture.appendRounds(10, "a", "b", "c");
        fixture.roll();
        fixture.clean();
        assertThat(fixture.read(0)).hasSize(3);
        fixture.lane.advance(600_100);
        fixture.append("d", "1");
        fixture.log.enforceRetention(fixture.lane.wallClockMs(), fixture.log.logEndOffset());
        assertThat(fixture.log.logStartOffset()).isEqualTo(30);
        assertThat(fixture.read(30)).extracting(Read::key).containsExactly("d");
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

    // ---- checkpoint ----------------------------------------------------------------------------------------------

    @Test
    void howFarALogIsCompactedIsWrittenAsApacheKafkaDoes() {
        fixture.appendRounds(20, "a", "b", "c");
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
        fixture.appendRounds(20, "a", "b", "c");
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
}
