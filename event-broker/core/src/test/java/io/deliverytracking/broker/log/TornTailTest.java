package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.port.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What recovery makes of a log that was cut or damaged anywhere. */
class TornTailTest {

    private static final String[] PROPERTIES = {"internal.segment.bytes", "400", "index.interval.bytes", "0"};
    private static final int BATCHES = 10;

    private final LogFixture fixture = new LogFixture(PROPERTIES);
    /** Where each batch of the last segment ends, and the offset after it. */
    private final List<int[]> ends = new ArrayList<>();

    private String lastSegment() {
        List<SegmentInfo> segments = fixture.log.segments();
        return fixture.segmentFile(segments.get(segments.size() - 1).baseOffset(), ".log");
    }

    private void fill() {
        for (int i = 0; i < BATCHES; i++) {
            fixture.append(1 + i % 3);
        }
        SegmentInfo last = fixture.log.segments().get(fixture.log.segments().size() - 1);
        for (long[] batch : fixture.readAll(last.baseOffset(), 1)) {
            int end = fixture.log
                    .read(batch[0], Integer.MAX_VALUE, batch[1] + 1, true)
                    .load()
                    .sizeInBytes();
            int before = ends.isEmpty() ? 0 : ends.get(ends.size() - 1)[0];
            ends.add(new int[] {before + end, (int) batch[1] + 1});
        }
    }

    private long expectedEnd(int cut) {
        long end = fixture.log.segments().get(fixture.log.segments().size() - 1).baseOffset();
        for (int[] batch : ends) {
            if (batch[0] <= cut) {
                end = batch[1];
            }
        }
        return end;
    }

    @Test
    void theLogEndsAtTheLastWholeBatchWhereverTheLastSegmentIsCut() {
        fill();
        String file = lastSegment();
        byte[] whole = fixture.disk.contents(file);
        assertThat(ends).hasSizeGreaterThan(1);
        for (int cut = 0; cut <= whole.length; cut++) {
            MemoryStorage disk = fixture.disk.copy();
            disk.overwrite(file, Arrays.copyOf(whole, cut));

            LogFixture recovered = new LogFixture(disk, LogCheckpoint.NONE, PROPERTIES);

            assertThat(recovered.log.logEndOffset()).as("cut at %d", cut).isEqualTo(expectedEnd(cut));
            assertThat(recovered.readAll(0, 1))
                    .hasSameSizeAs(fixture.readAll(0, 1).stream()
                            .filter(b -> b[1] < recovered.log.logEndOffset())
                            .toList());
            int end = cut;
            boolean betweenBatches = cut == 0 || ends.stream().anyMatch(b -> b[0] == end);
            assertThat(recovered.log.recovery().isCut()).isEqualTo(!betweenBatches);
            assertThat(recovered.append(2).baseOffset()).isEqualTo(expectedEnd(cut));
        }
    }

    @Test
    void aLogWhoseSegmentsAreGoneGoesOnBehindWhatItsOtherFilesTellOfAndReportsIt() {
        fill();
        long lastBase =
                LogFileNames.offsetOf(lastSegment().substring(lastSegment().lastIndexOf('/') + 1), ".log");
        MemoryStorage disk = fixture.disk.copy();
        fixture.log
                .segments()
                .forEach(segment -> disk.directory()
                        .directory(LogFixture.HOME)
                        .deleteFile(LogFileNames.ofOffset(segment.baseOffset(), ".log")));

        LogFixture recovered = new LogFixture(disk, LogCheckpoint.NONE, PROPERTIES);

        assertThat(lastBase).isPositive();
        assertThat(recovered.log.recovery().isCut()).isTrue();
        assertThat(recovered.log.recovery().cutReason())
                .isEqualTo("every segment is gone, though other files of this partition tell of offset " + lastBase);
        assertThat(recovered.log.logStartOffset()).isEqualTo(lastBase);
        assertThat(recovered.append(2).baseOffset()).isEqualTo(lastBase);
    }

    @Test
    void aFlippedBitPastTheRecoveryPointEndsTheLogBeforeItsBatchAndIsReported() {
        fill();
        String file = lastSegment();
        byte[] whole = fixture.disk.contents(file);
        for (int at = 0; at < whole.length; at++) {
            MemoryStorage disk = fixture.disk.copy();
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x40;
            disk.overwrite(file, flipped);

            LogFixture recovered = new LogFixture(disk, LogCheckpoint.NONE, PROPERTIES);

            if (isLeaderEpoch(at)) {
                continue;
            }
            assertThat(recovered.log.logEndOffset()).as("flip at %d", at).isEqualTo(expectedEnd(at));
            assertThat(recovered.log.recovery().cutFile()).endsWith(file);
            assertThat(recovered.log.recovery().cutPosition())
                    .isEqualTo(whole.length - recovered.log.recovery().cutBytes());
        }
    }

    /** The checksum leaves the leader epoch out (KIP-98); and the base offset, but that one has to follow. */
    private boolean isLeaderEpoch(int at) {
        int start = 0;
        for (int[] batch : ends) {
            if (at < batch[0]) {
                return at - start >= 12 && at - start < 16;
            }
            start = batch[0];
        }
        return false;
    }

    @Test
    void onlyWhatLiesPastTheRecoveryPointIsScanned() {
        fill();
        fixture.log.flush();
        fixture.append(3);
        int size = fixture.log
                .read(fixture.log.recoveryPoint(), Integer.MAX_VALUE, Long.MAX_VALUE, true)
                .load()
                .sizeInBytes();

        fixture.crash();

        assertThat(fixture.log.recovery().scannedBytes()).isEqualTo(size);
        assertThat(fixture.log.recovery().scannedBatches()).isEqualTo(1);
        assertThat(fixture.log.recovery().isCut()).isFalse();
    }

    @Test
    void aSegmentThatDoesNotStartWhereTheOneBeforeEndsIsCut() {
        fill();
        List<SegmentInfo> segments = fixture.log.segments();
        SegmentInfo shortened = segments.get(segments.size() - 2);
        String file = fixture.segmentFile(shortened.baseOffset(), ".log");
        byte[] bytes = fixture.disk.contents(file);
        int firstBatch = fixture.log
                .read(shortened.baseOffset(), 1, Long.MAX_VALUE, true)
                .load()
                .sizeInBytes();
        fixture.disk.overwrite(file, Arrays.copyOf(bytes, firstBatch));

        fixture.crash(LogCheckpoint.NONE);

        assertThat(fixture.log.segments()).hasSize(segments.size() - 1);
        assertThat(fixture.log.logEndOffset())
                .isGreaterThan(shortened.baseOffset())
                .isLessThan(shortened.nextOffset());
        assertThat(fixture.log.recovery().cutReason()).contains("should start at offset");
    }

    @Test
    void damageBelowTheRecoveryPointIsReportedWithFileAndPositionAndNotCut() {
        fill();
        fixture.log.flush();
        String file = lastSegment();
        byte[] bytes = fixture.disk.contents(file);
        bytes[16] = 7;
        fixture.disk.overwrite(file, bytes);
        fixture.disk.overwrite(file.replace(".log", ".index"), new byte[3]);

        assertThatThrownBy(fixture::crash)
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("position 0");
        assertThat(fixture.disk.contents(file)).isEqualTo(bytes);
    }

    /** Found by flipping bits: the checksum leaves the base offset out, so the client's check would not find it. */
    @Test
    void aBatchWhoseOffsetsCannotBeIsNotGivenToAReader() {
        fill();
        fixture.log.flush();
        String file = fixture.segmentFile(0, ".log");
        byte[] bytes = fixture.disk.contents(file);
        bytes[2] ^= 0x10;
        fixture.disk.overwrite(file, bytes);
        fixture.crash();

        assertThatThrownBy(() -> fixture.log.read(0, 1, Long.MAX_VALUE, true).load())
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("position 0");
    }

    /** Found by flipping bits: the log would have gone on at an offset far behind its end. */
    @Test
    void aLastBatchWhoseOffsetIsDamagedIsFoundAfterACleanStop() {
        fill();
        long end = fixture.log.logEndOffset();
        String file = lastSegment();
        fixture.log.close();
        byte[] bytes = fixture.disk.contents(file);
        int lastBatch = ends.get(ends.size() - 2)[0];
        bytes[lastBatch + 3] ^= 1;
        fixture.disk.overwrite(file, bytes);

        assertThatThrownBy(() -> fixture.crash(new LogCheckpoint(end, 0, true)))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("position " + lastBatch);
    }

    /** Found by fuzzing: the read before the file's beginning left the lane, and ended the broker. */
    @Test
    void aNegativePositionInAnIndexHidesNoRecords() {
        fill();
        int batches = fixture.readAll(0, 1).size();
        String index = lastSegment().replace(".log", ".index");
        byte[] bytes = fixture.disk.contents(index);
        bytes[4] ^= (byte) 0x80;
        fixture.disk.overwrite(index, bytes);

        fixture.restart();

        assertThat(fixture.readAll(0, 1)).hasSize(batches);
    }

    @Test
    void aLogShorterThanItsRecoveryPointIsReported() {
        fill();
        fixture.log.flush();
        fixture.disk.overwrite(lastSegment(), new byte[0]);

        fixture.crash();

        assertThat(fixture.log.recovery().cutReason()).contains("had been forced to disk");
    }
}
