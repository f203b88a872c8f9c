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

    /** Ranks by hand: 0.99 n -+ 1.96 sqrt(0.0099 n) is 9,880.5 to 9,919.5 of 10,000. */
    @Test
    void aP99HasTheRangeThatItsSampleAllows() {
        for (int us = 1; us <= 10_000; us++) {
            recorder.record(us * 1_000L);
        }
        recorder.take(true);
        assertThat(recorder.kept()).hasValueSatisfying(latency -> {
            assertThat(latency.p99LowUs()).isBetween(9_880L, 9_887L).isLessThanOrEqualTo(latency.p99Us());
            assertThat(latency.p99HighUs()).isBetween(9_920L, 9_927L).isGreaterThanOrEqualTo(latency.p99Us());
        });
    }

    @Test
    void aSmallSampleHasNoUpperBoundAndIsNotOutOfRange() {
        for (int us = 1; us <= 379; us++) {
            recorder.record(us * 1_000L);
        }
        recorder.take(true);
        assertThat(recorder.kept().orElseThrow().p99HighUs()).isNull();
        assertThat(recorder.kept().orElseThrow().p99LowUs()).isEqualTo(371);
        for (int us = 380; us <= 400; us++) {
            recorder.record(us * 1_000L);
        }
        recorder.take(true);
        assertThat(recorder.kept().orElseThrow().p99HighUs()).isEqualTo(400);
    }

    @Test
    void whatIsBeyondTheScaleIsItsEnd() {
        recorder.record(Long.MAX_VALUE);
        recorder.record(-5);
        assertThat(recorder.take(true).getTotalCount()).isEqualTo(2);
    }
}
