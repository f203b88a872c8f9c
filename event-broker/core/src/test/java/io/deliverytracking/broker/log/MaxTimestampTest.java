package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The greatest timestamp of the active segment is what its batches say, whatever its indexes do. */
class MaxTimestampTest {

    private static final int BATCHES = 40;

    private final LogFixture fixture = new LogFixture("index.interval.bytes", "1000");
    private final String offsetIndex = fixture.segmentFile(0, LogFileNames.INDEX_SUFFIX);
    private final String timeIndex = fixture.segmentFile(0, LogFileNames.TIME_INDEX_SUFFIX);
    /** Of the last index entries. */
    private int lastIndexed;

    private long greatestMs;
    private int batchSizeBytes;

    /** Timestamps go up until behind the last index entries, and are smaller from there on. */
    @BeforeEach
    void fill() {
        for (int i = 0; i < BATCHES; i++) {
            fixture.append(TestBatches.batch(1, LogFixture.START_MS + i));
        }
        batchSizeBytes = Math.toIntExact(fixture.log.sizeInBytes() / BATCHES);
        lastIndexed = lastEntry(timeIndex, TimeIndex.ENTRY_SIZE_BYTES).getInt(8);
        greatestMs = LogFixture.START_MS + 100;
        fixture.append(TestBatches.batch(1, greatestMs));
        fixture.append(TestBatches.batch(1, LogFixture.START_MS));
        fixture.append(TestBatches.batch(1, LogFixture.START_MS));
        assertThat(lastEntry(offsetIndex, OffsetIndex.ENTRY_SIZE_BYTES).getInt(0))
                .isEqualTo(lastEntry(timeIndex, TimeIndex.ENTRY_SIZE_BYTES).getInt(8))
                .isEqualTo(lastIndexed);
    }

    @Test
    void aPositionBehindItsBatchDoesNotHideIt() {
        setLastEntry(offsetIndex, OffsetIndex.ENTRY_SIZE_BYTES, 4, (BATCHES + 1) * batchSizeBytes);

        startAgain();

        theGreatestIsFound();
    }

    @Test
    void aTimeIndexEntryThatNamesALaterBatchDoesNotHideItAndIsBuiltAgain() {
        byte[] before = fixture.disk.contents(timeIndex);
        setLastEntry(timeIndex, TimeIndex.ENTRY_SIZE_BYTES, 8, BATCHES + 1);

        startAgain();

        theGreatestIsFound();
        assertThat(fixture.log.recovery().rebuiltIndexes()).isOne();
        assertThat(fixture.disk.contents(timeIndex)).isEqualTo(before);
    }

    @Test
    void afterAKillWhatIsBelowTheRecoveryPointCountsToo() {
        setLastEntry(timeIndex, TimeIndex.ENTRY_SIZE_BYTES, 8, BATCHES + 1);
        fixture.log.flush();
        fixture.append(TestBatches.batch(1, LogFixture.START_MS));

        fixture.crash();

        theGreatestIsFound();
    }

    @Test
    void aPositionWithinABatchKeepsNoLogFromBeingCut() {
        int position = lastEntry(offsetIndex, OffsetIndex.ENTRY_SIZE_BYTES).getInt(4);
        setLastEntry(offsetIndex, OffsetIndex.ENTRY_SIZE_BYTES, 4, position ^ 1);

        assertThat(fixture.log.truncateTo(BATCHES + 1)).isTrue();

        assertThat(fixture.offlineCause).isNull();
        theGreatestIsFound();
    }

    @Test
    void aWrongTimeIndexEntryIsNotWhatLaterOnesAreMeasuredAgainst() {
        setLastEntry(timeIndex, TimeIndex.ENTRY_SIZE_BYTES, 0, Integer.MAX_VALUE);

        fixture.log.truncateTo(BATCHES + 1);

        theGreatestIsFound();
        fixture.restart();
        theGreatestIsFound();
        assertThat(fixture.log.recovery().rebuiltIndexes()).isZero();
    }

    /** A stop of ours would have added the greatest timestamp to the time index; others believe in the headers behind it. */
    private void startAgain() {
        fixture.log.flush();
        fixture.crash(new LogCheckpoint(fixture.log.logEndOffset(), 0, true));
    }

    private void theGreatestIsFound() {
        List<SegmentInfo> segments = fixture.log.segments();
        assertThat(segments)
                .singleElement()
                .satisfies(s -> assertThat(s.largestTimestampMs()).isEqualTo(greatestMs));
        assertThat(fixture.log.offsetForTimestamp(greatestMs))
                .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(BATCHES));
        assertThat(fixture.log.offsetOfMaxTimestamp())
                .hasValueSatisfying(found -> assertThat(found.offset()).isEqualTo(BATCHES));
    }

    private ByteBuffer lastEntry(String file, int entrySizeBytes) {
        byte[] bytes = fixture.disk.contents(file);
        return ByteBuffer.wrap(bytes, bytes.length - entrySizeBytes, entrySizeBytes)
                .slice();
    }

    private void setLastEntry(String file, int entrySizeBytes, int at, int value) {
        byte[] bytes = fixture.disk.contents(file);
        ByteBuffer.wrap(bytes).putInt(bytes.length - entrySizeBytes + at, value);
        fixture.disk.overwrite(file, bytes);
    }
}
