package io.deliverytracking.dbwriter.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateWindowTest {
    private final RateWindow rate = new RateWindow(10);

    @Test
    void itAveragesOverWholeSeconds() {
        for (int second = 0; second < 10; second++) {
            rate.add(second * 1000L + 500, 100);
        }
        rate.add(10_100, 999); // the second that is still filling

        assertThat(rate.perSecond(10_200)).isEqualTo(100);
    }

    @Test
    void whatIsOldNoLongerCounts() {
        rate.add(1_000, 1_000_000);

        assertThat(rate.perSecond(11_999)).isEqualTo(100_000);
        assertThat(rate.perSecond(12_000)).isZero();
    }
}
