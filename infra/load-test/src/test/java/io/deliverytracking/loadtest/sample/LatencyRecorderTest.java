package io.deliverytracking.loadtest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

    private final LatencyRecorder recorder = new LatencyRecorder();

    @Test
    void onlyWhatIsKeptIsInTheWholeAndEachTakeHasItsOwn() {
        recorder.record(5_000_000);
        assertThat(recorder.take(false).getTotalCount()).as("the warm-up").isEqualTo(1);
        assertThat(recorder.kept()).isEmpty();
        recorder.record(1_000_000);
        recorder.record(2_000_000);
        assertThat(recorder.take(true).getMaxValue()).isBetween(2_000L, 2_001L);
        recorder.record(3_000_000);
        recorder.take(true);
        assertThat(recorder.kept()).hasValueSatisfying(latency -> {
            assertThat(latency.count()).isEqualTo(3);
            assertThat(latency.p50Us()).isBetween(2_000L, 2_001L);
            assertThat(latency.maxUs()).isBetween(3_000L, 3_003L);
        });
    }

    @Test
    void whatIsBeyondTheScaleIsItsEnd() {
        recorder.record(Long.MAX_VALUE);
        recorder.record(-5);
        assertThat(recorder.take(true).getTotalCount()).isEqualTo(2);
    }
}
