package io.deliverytracking.broker.clients.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void finds_the_slope_through_noise_and_leaves_out_the_beginning() {
        Trend trend = new Trend();
        trend.add(0, 1_000);
        for (int i = 1; i <= 100; i++) {
            trend.add(i, 50 + 2 * i + (i % 2 == 0 ? 1 : -1));
        }
        assertThat(trend.after(1).slope()).isCloseTo(2, within(0.01));
        assertThat(trend.after(1).size()).isEqualTo(100);
        assertThat(trend.after(1).max()).isEqualTo(251);
        assertThat(trend.slope()).isNotCloseTo(2, within(0.01));
    }
}
