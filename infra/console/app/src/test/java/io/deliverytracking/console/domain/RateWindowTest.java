package io.deliverytracking.console.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateWindowTest {

    private final RateWindow rate = new RateWindow(Duration.ofSeconds(5));

    @Test
    void oneSampleIsNoRate() {
        rate.add(1_000, 10);

        assertThat(rate.perSecond()).isEmpty();
    }

    @Test
    void theRateIsThatBetweenTheOldestAndTheNewestSample() {
        rate.add(0, 0);
        rate.add(1_000, 500);
        rate.add(2_000, 600);

        assertThat(rate.perSecond()).hasValue(300);
    }

    @Test
    void whatIsOlderThanTheSpanNoLongerCounts() {
        rate.add(0, 0);
        rate.add(4_000, 4_000);
        rate.add(9_000, 4_000);

        assertThat(rate.perSecond()).hasValue(0);
    }

    @Test
    void aCounterThatFellBeginsAnew() {
        rate.add(0, 1_000_000);
        rate.add(1_000, 0);
        assertThat(rate.perSecond()).isEmpty();

        rate.add(2_000, 50);
        assertThat(rate.perSecond()).hasValue(50);
    }

    @Test
    void afterALongPauseThereIsNoRateUntilTwoFreshSamplesAreThere() {
        rate.add(0, 0);
        rate.add(60_000, 60_000);
        assertThat(rate.perSecond()).isEmpty();

        rate.add(61_000, 60_010);
        assertThat(rate.perSecond()).hasValue(10);
    }

    @Test
    void aSecondSampleOfTheSameMomentIsLeftOut() {
        rate.add(1_000, 10);
        rate.add(1_000, 20);

        assertThat(rate.perSecond()).isEmpty();
    }
}
