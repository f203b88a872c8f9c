package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreTimesTest {
    private static final long SECOND = 1_000_000_000L;

    private final StoreTimes times = new StoreTimes();

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(times.recentRowNs(0)).isNaN();
        assertThat(times.bestRowNs(0)).isNaN();
    }

    @Test
    void recentIsThePresentStretchAndTheOneBefore() {
        times.add(5 * SECOND, 10_000, 10_000 * 9);
        times.add(15 * SECOND, 10_000, 10_000 * 2);
        times.add(25 * SECOND, 30_000, 30_000 * 6);
        assertThat(times.recentRowNs(25 * SECOND)).isEqualTo(5);
    }

    @Test
    void theBestIsRememberedForTenMinutes() {
        times.add(5 * SECOND, 10_000, 10_000 * 2);
        times.add(15 * SECOND, 10_000, 10_000 * 8);
        assertThat(times.bestRowNs(599 * SECOND)).isEqualTo(2);
        assertThat(times.bestRowNs(605 * SECOND)).isEqualTo(8);
    }

    @Test
    void aFewRowsSayNothingAboutTheBest() {
        times.add(5 * SECOND, 4_999, 1);
        assertThat(times.bestRowNs(5 * SECOND)).isNaN();
    }
}
