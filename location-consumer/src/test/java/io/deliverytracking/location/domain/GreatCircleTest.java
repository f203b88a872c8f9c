package io.deliverytracking.location.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GreatCircleTest {

    @Test
    void aDegreeOfLatitudeIs111Kilometres() {
        assertThat(GreatCircle.distanceM(0, 0, 10_000_000, 0)).isCloseTo(111_195, within(1.0));
    }

    @Test
    void berlinToMunichIs504Kilometres() {
        assertThat(GreatCircle.distanceM(525_200_000, 134_050_000, 481_351_000, 115_820_000))
                .isCloseTo(504_000, within(1_000.0));
    }

    @Test
    void onlyTheShortWayAroundTheGlobeCounts() {
        assertThat(GreatCircle.distanceM(0, 1_799_999_000, 0, -1_799_999_000)).isCloseTo(22.2, within(0.1));
    }

    @Test
    void atThePoleEveryLongitudeIsTheSamePlace() {
        assertThat(GreatCircle.distanceM(900_000_000, 0, 900_000_000, 1_234_567_890))
                .isCloseTo(0, within(0.001));
    }
}
