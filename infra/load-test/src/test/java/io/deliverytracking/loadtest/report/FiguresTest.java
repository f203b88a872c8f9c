package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void writesTimesInTheUnitThatSuits() {
        assertThat(List.of(870.0, 1_500.0, 10_900.0, 123_456.0, 2_000_000.0))
                .extracting(Figures::latency)
                .containsExactly("870 µs", "1.50 ms", "10.9 ms", "123 ms", "2.00 s");
        assertThat(Figures.latency(Double.NaN)).isEqualTo(Figures.NONE);
    }

    @Test
    void neverRoundsALossToNothing() {
        assertThat(Figures.share(0, 10)).isEqualTo("0%");
        assertThat(Figures.share(1, 1_000_000)).isEqualTo("under 0.01%");
        assertThat(Figures.share(999_999, 1_000_000)).isEqualTo("99.99%");
        assertThat(Figures.share(10, 10)).isEqualTo("100%");
        assertThat(Figures.share(1, 3)).isEqualTo("33%");
        assertThat(Figures.share(1, 0)).isEqualTo(Figures.NONE);
    }

    @Test
    void writesARangeOnceItsUnit() {
        assertThat(Figures.latencies(List.of(2_300.0, 4_600.0))).isEqualTo("2.3 to 4.6 ms");
        assertThat(Figures.latencies(List.of(900.0, 46_000.0))).isEqualTo("900 µs to 46 ms");
        assertThat(Figures.latencies(List.of(2_300.0, 2_310.0))).isEqualTo("2.3 ms");
    }

    @Test
    void roundsForSentencesOnlyAboveAMillion() {
        assertThat(Figures.roughly(999_999)).isEqualTo("999,999");
        assertThat(Figures.roughly(6_012_345)).isEqualTo("6.01 million");
        assertThat(Figures.roughly(120_000_000)).isEqualTo("120.0 million");
    }

    @Test
    void listsNouns() {
        assertThat(Figures.list(List.of())).isEmpty();
        assertThat(Figures.list(List.of("a"))).isEqualTo("a");
        assertThat(Figures.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
    }
}
