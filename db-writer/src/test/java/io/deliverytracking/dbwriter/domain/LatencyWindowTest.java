package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyWindowTest {
    private final LatencyWindow window = new LatencyWindow(100);

    @Test
    void anEmptyWindowHasNoLatency() {
        assertThat(window.p99Ns(0)).isZero();
        assertThat(window.count(0)).isZero();
    }

    @Test
    void theP99OfTwoHundredSamplesIsTheThirdLongest() {
        for (int i = 1; i <= 200; i++) {
            window.add(0, (i * 73L) % 200 + 1);
        }
        assertThat(window.p99Ns(0)).isEqualTo(198);
        assertThat(window.countAbove(0, 198)).isEqualTo(2);
    }

    @Test
    void ofLessThanAHundredSamplesItIsTheLongest() {
        window.add(0, 7);
        window.add(0, 9);
        window.add(0, 8);
        assertThat(window.p99Ns(0)).isEqualTo(9);
    }

    @Test
    void samplesLeaveWhenTheyAreOlderThanTheWindow() {
        window.add(0, 9);
        window.add(50, 5);
        assertThat(window.p99Ns(100)).isEqualTo(9);
        assertThat(window.p99Ns(101)).isEqualTo(5);
        assertThat(window.count(151)).isZero();
    }

    @Test
    void aWindowThatIsFullForgetsTheOldest() {
        window.add(0, 1_000_000);
        for (int i = 0; i < 3_000; i++) {
            window.add(1, 1);
        }
        assertThat(window.count(1)).isEqualTo(3_000);
        assertThat(window.countAbove(1, 1)).isZero();
    }
}
