package io.deliverytracking.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.record.BatchView;
import io.deliverytracking.broker.record.RecordBatchBuilder;
import org.junit.jupiter.api.Test;

/** What may not be in the page cache leaves the lane: sealed segments, and the active one's older part. */
class ColdReadTest {

    private static final int VALUE_BYTES = 1_000_000;
    private static final int HOT_RECORDS = LogSlice.HOT_BYTES / VALUE_BYTES;

    private final LogFixture fixture = new LogFixture("segment.bytes", "20000000", "max.message.bytes", "2000000");

    private void append(int records) {
        for (int i = 0; i < records; i++) {
            fixture.append(new RecordBatchBuilder()
                    .add(fixture.lane.wallClockMs(), null, new byte[VALUE_BYTES])
                    .build());
        }
    }

    private LogSlice read(long offset) {
        return fixture.log.read(offset, 2 * VALUE_BYTES, Long.MAX_VALUE, true);
    }

    private static long firstOffset(LogSlice slice) {
        return new BatchView().wrap(slice.load().buffer(), 0).baseOffset();
    }

    @Test
    void theEndOfTheActiveSegmentIsHotAndItsOlderPartIsCold() {
        append(12);

        assertThat(read(11).isCold()).isFalse();
        assertThat(read(12 - HOT_RECORDS).isCold()).isFalse();
        assertThat(read(12 - HOT_RECORDS - 1).isCold()).isTrue();
        assertThat(read(0).isCold()).isTrue();
        for (int offset = 0; offset < 12; offset++) {
            assertThat(firstOffset(read(offset))).isEqualTo(offset);
        }
    }

    @Test
    void aSealedSegmentIsCold() {
        append(21);

        assertThat(fixture.log.segments()).hasSize(2);
        assertThat(read(19).isCold()).isFalse();
        assertThat(read(18).isCold()).isTrue();
        assertThat(firstOffset(read(18))).isEqualTo(18);
    }

    @Test
    void aColdPartOfTheActiveSegmentMayBeLoadedAfterItWasRolled() {
        append(12);
        LogSlice early = read(2);
        append(10);

        assertThat(fixture.log.segments()).hasSize(2);
        assertThat(firstOffset(early)).isEqualTo(2);
    }
}
