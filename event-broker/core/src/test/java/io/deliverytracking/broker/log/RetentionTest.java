package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.record.RecordBatches;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What time and size take away, and what they must leave. */
class RetentionTest {

    private LogFixture fixture;

    /** Segments of about four batches; a batch each 100 ms. */
    private void fill(int batches, String... properties) {
        String[] all = new String[properties.length + 2];
        all[0] = "internal.segment.bytes";
        all[1] = "500";
        System.arraycopy(properties, 0, all, 2, properties.length);
        fixture = new LogFixture(all);
        for (int i = 0; i < batches; i++) {
            fixture.append(2);
            fixture.lane.advance(100);
        }
    }

    private int enforce(long highWatermark) {
        return fixture.log.enforceRetention(fixture.lane.wallClockMs(), highWatermark);
    }

    private List<String> files() {
        return fixture.disk.directory().directory(LogFixture.HOME).files();
    }

    @Test
    void segmentsGoWhenTheirGreatestTimestampIsTooOld() {
        fill(40, "retention.ms", "2000");
        List<SegmentInfo> before = fixture.log.segments();
        long expected = before.stream()
                .filter(s -> fixture.lane.wallClockMs() - s.largestTimestampMs() > 2000)
                .count();

        assertThat(enforce(80)).isEqualTo((int) expected).isPositive();

        assertThat(fixture.log.logStartOffset())
                .isEqualTo(before.get((int) expected).baseOffset());
        assertThat(enforce(80)).isZero();
    }

    @Test
    void segmentsGoWhileTheRestIsStillLargeEnough() {
        fill(40, "retention.bytes", "2000");
        enforce(80);
        long size = fixture.log.sizeInBytes();
        assertThat(size).isGreaterThanOrEqualTo(2000);
        assertThat(size - fixture.log.segments().get(0).sizeBytes()).isLessThan(2000);
    }

    @Test
    void nothingPastTheHighWatermarkGoes() {
        fill(40, "retention.ms", "0");
        fixture.lane.advance(1000);
        long highWatermark = fixture.log.segments().get(2).baseOffset() + 1;
        assertThat(enforce(highWatermark)).isEqualTo(2);
        assertThat(enforce(-1)).isZero();
    }

    @Test
    void evenTheActiveSegmentGoesAndOffsetsGoOn() {
        fill(10, "retention.ms", "1000");
        fixture.lane.advance(5000);
        enforce(20);
        assertThat(fixture.log.logStartOffset()).isEqualTo(20);
        assertThat(fixture.log.segments()).hasSize(1);
        assertThat(enforce(20)).isZero();
        assertThat(fixture.append(1).baseOffset()).isEqualTo(20);
        fixture.crash();
        assertThat(fixture.log.logStartOffset()).isEqualTo(20);
        assertThat(fixture.log.logEndOffset()).isEqualTo(21);
    }

    @Test
    void aDiskWithoutRoomForTheNextSegmentKeepsOnlyTheActiveOne() {
        fill(10, "retention.ms", "1000");
        fixture.lane.advance(5000);
        List<SegmentInfo> before = fixture.log.segments();
        SegmentInfo active = before.get(before.size() - 1);
        fixture.disk.leaveRoomFor(0);

        assertThat(enforce(20)).isEqualTo(before.size() - 1).isPositive();

        assertThat(fixture.log.logStartOffset()).isEqualTo(active.baseOffset());
        assertThat(fixture.log.segments()).containsExactly(active);
        fixture.disk.heal();
        assertThat(enforce(20)).isEqualTo(1);
        assertThat(fixture.log.logStartOffset()).isEqualTo(20);
    }

    @Test
    void compactedTopicsKeepEverything() {
        fill(40, "cleanup.policy", "compact", "retention.ms", "1", "retention.bytes", "1");
        fixture.lane.advance(5000);
        assertThat(enforce(80)).isZero();
        fill(40, "cleanup.policy", "compact,delete", "retention.ms", "1");
        fixture.lane.advance(5000);
        assertThat(enforce(80)).isPositive();
    }

    @Test
    void retiredFilesAreRenamedAtOnceAndUnlinkedLater() {
        fill(40, "retention.bytes", "1000", "file.delete.delay.ms", "60000");
        LogSlice underWay = fixture.log.read(0, 10_000, 80, true);
        int retired = enforce(80);

        assertThat(files().stream().filter(f -> f.endsWith(".log.deleted"))).hasSize(retired);
        assertThat(underWay.load().sizeInBytes()).isPositive();
        fixture.lane.advance(59_999);
        assertThat(files()).anyMatch(f -> f.endsWith(".deleted"));
        fixture.lane.advance(1);
        assertThat(files()).noneMatch(f -> f.endsWith(".deleted"));
    }

    @Test
    void deletedRecordsStayDeletedAndTheirSegmentsGo() {
        fill(40);
        SegmentInfo third = fixture.log.segments().get(2);
        assertThat(fixture.log.advanceLogStartOffset(third.baseOffset() + 1)).isTrue();
        assertThat(fixture.log.segments().get(0)).isEqualTo(third);
        assertThat(fixture.log.advanceLogStartOffset(0)).isFalse();
        fixture.crash();
        assertThat(fixture.log.logStartOffset()).isEqualTo(third.baseOffset() + 1);
    }

    @Test
    void aLogWhoseDeletedPartIsAllThatTheDiskLeftGoesOnAtItsStart() {
        fill(3);
        fixture.log.advanceLogStartOffset(5);
        fixture.disk.overwrite(fixture.segmentFile(0, ".log"), new byte[0]);
        fixture.crash(new LogCheckpoint(0, 5, false));
        assertThat(fixture.log.logStartOffset()).isEqualTo(5);
        assertThat(fixture.append(1).baseOffset()).isEqualTo(5);
        assertThat(fixture.log.recovery().isCut()).isTrue();
    }

    @Test
    void anIdleSegmentIsRolledByAgeSoThatItsRecordsCanExpire() {
        fill(1, "segment.ms", "1000");
        assertThat(fixture.log.maybeRoll(fixture.lane.wallClockMs())).isFalse();
        fixture.lane.advance(1001);
        assertThat(fixture.log.maybeRoll(fixture.lane.wallClockMs())).isTrue();
        assertThat(fixture.log.maybeRoll(fixture.lane.wallClockMs() + 5000)).isFalse();
    }

    @Test
    void aSegmentIsRolledWhenTimestampsSpanItsAge() {
        fill(0, "segment.ms", "1000");
        fixture.append(TestBatches.batch(1, LogFixture.START_MS));
        fixture.append(TestBatches.batch(1, LogFixture.START_MS + 1000));
        assertThat(fixture.log.segments()).hasSize(1);
        fixture.append(TestBatches.batch(1, LogFixture.START_MS + 1001));
        assertThat(fixture.log.segments()).hasSize(2);
    }

    @Test
    void aSegmentIsRolledWhenItsIndexIsFull() {
        fixture = new LogFixture("segment.index.bytes", "80", "index.interval.bytes", "0");
        for (int i = 0; i < 50; i++) {
            fixture.append(1);
        }
        assertThat(fixture.log.segments()).hasSizeGreaterThan(3);
        assertThat(fixture.log.segments()).allMatch(s -> s.indexEntries() <= 10);
        assertThat(fixture.readAll(0, 1)).hasSize(50);
    }

    @Test
    void aSegmentIsRolledBeforeARelativeOffsetOverflows() {
        fixture = new LogFixture();
        fixture.log.truncateFullyAndStartAt(7);
        long far = 0;
        // Batches of the greatest count there is, without the records: as a leader might have compacted them.
        for (int i = 0; i < 3; i++) {
            RecordBatches batches = TestBatches.of()
                    .at(fixture.log.logEndOffset(), 0)
                    .timestamp(LogFixture.START_MS)
                    .build();
            TestBatches.stretch(batches, 1_500_000_000);
            AppendResult result = fixture.log.append(batches, AppendOrigin.REPLICATION, 0, fixture.lane.wallClockMs());
            assertThat(result.isSuccess()).isTrue();
            far = result.lastOffset();
        }
        assertThat(far).isGreaterThan(4_000_000_000L);
        assertThat(fixture.log.segments()).hasSize(3);
        assertThat(fixture.readAll(7, 1)).hasSize(3);
        fixture.restart();
        assertThat(fixture.log.logEndOffset()).isEqualTo(far + 1);
    }

    @Test
    void topicsWithoutAPolicyKeepEverything() {
        fill(40, "cleanup.policy", "", "retention.ms", "1", "retention.bytes", "1");
        fixture.lane.advance(5000);
        assertThat(enforce(80)).isZero();
    }

    /** No checksum covers an index, and nothing brings back what is deleted. */
    @Test
    void aFlippedBitInATimeIndexDeletesNothingEarly() {
        fill(40, "retention.ms", "100000");
        String timeIndex = fixture.segmentFile(0, LogFileNames.TIME_INDEX_SUFFIX);
        int bits = 8 * fixture.disk.contents(timeIndex).length;
        for (int bit = 0; bit < bits; bit++) {
            fixture.log.close();
            byte[] whole = fixture.disk.contents(timeIndex);
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            fixture.disk.overwrite(timeIndex, flipped);
            fixture.crash(new LogCheckpoint(80, 0, true));

            assertThat(enforce(80)).as("bit " + bit).isZero();

            fixture.log.close();
            fixture.disk.overwrite(timeIndex, whole);
        }
    }

    @Test
    void andNothingIsKeptForEver() {
        fill(40, "retention.ms", "100000");
        String timeIndex = fixture.segmentFile(0, LogFileNames.TIME_INDEX_SUFFIX);
        fixture.log.close();
        byte[] bytes = fixture.disk.contents(timeIndex);
        bytes[bytes.length - 8] ^= 0x40;
        fixture.disk.overwrite(timeIndex, bytes);
        fixture.crash(new LogCheckpoint(80, 0, true));
        fixture.lane.advance(200_000);

        assertThat(enforce(80)).isPositive();
        assertThat(fixture.log.logStartOffset()).isEqualTo(80);
    }
}
