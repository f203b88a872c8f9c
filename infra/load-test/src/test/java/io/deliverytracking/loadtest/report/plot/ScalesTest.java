package io.deliverytracking.loadtest.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalesTest {

    @Test
    void aLinearScaleEndsAtARoundNumberAboveTheGreatest() {
        LinearScale scale = LinearScale.upTo(117_000, Unit.EVENTS);

        assertThat(scale.to()).isEqualTo(150_000);
        assertThat(scale.ticks()).extracting(Tick::label).containsExactly("0", "50k", "100k", "150k");
        assertThat(scale.place(75_000)).isEqualTo(0.5);
    }

    @Test
    void aLinearScaleOfTimeEndsWhereTheTimeDoes() {
        LinearScale scale = LinearScale.between(0, 132, Unit.SECONDS);

        assertThat(scale.place(132)).isEqualTo(1);
        assertThat(scale.ticks()).extracting(Tick::label).containsExactly("0", "50", "100");
    }

    @Test
    void aLinearScaleOfNothingIsStillOne() {
        assertThat(LinearScale.upTo(0, Unit.CORES).to()).isEqualTo(1);
        assertThat(LinearScale.upTo(Double.NaN, Unit.CORES).to()).isEqualTo(1);
        assertThat(LinearScale.upTo(Double.MIN_VALUE, Unit.CORES).ticks()).isNotEmpty();
        assertThat(LinearScale.between(0, 0, Unit.SECONDS).place(0)).isZero();
    }

    @Test
    void ticksOfTenthsAreWrittenAsTenths() {
        assertThat(LinearScale.upTo(0.5, Unit.CORES).ticks())
                .extracting(Tick::label)
                .containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5");
    }

    @Test
    void aLogarithmicScaleHoldsItsValuesBetweenRoundEnds() {
        LogScale scale = LogScale.around(List.of(1_450.0, 46_000.0), Unit.MICROSECONDS);

        assertThat(scale.from()).isCloseTo(1_000, within(1e-6));
        assertThat(scale.to()).isCloseTo(50_000, within(1e-6));
        assertThat(scale.place(1_000)).isCloseTo(0, within(1e-9));
        assertThat(scale.place(50_000)).isCloseTo(1, within(1e-9));
        assertThat(scale.ticks()).extracting(Tick::label).containsExactly("1 ms", "", "", "10 ms", "", "");
    }

    @Test
    void aLogarithmicScaleStepsDownByOneTwoFive() {
        assertThat(LogScale.around(List.of(3.0, 3_000.0), Unit.EVENTS).from()).isCloseTo(2, within(1e-9));
        assertThat(LogScale.around(List.of(7.0, 7_000.0), Unit.EVENTS).from()).isCloseTo(5, within(1e-9));
        assertThat(LogScale.around(List.of(5.0, 5_000.0), Unit.EVENTS).from()).isCloseTo(5, within(1e-9));
        assertThat(LogScale.around(List.of(1.5, 1_500.0), Unit.EVENTS).from()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aShortLogarithmicScaleNamesAllItsTicks() {
        assertThat(LogScale.around(List.of(1_000.0, 5_000.0), Unit.EVENTS).ticks())
                .extracting(Tick::label)
                .containsExactly("1k", "2k", "5k");
    }

    @Test
    void aLogarithmicScaleShowsNeitherZeroNorLess() {
        LogScale scale = LogScale.around(List.of(0.0, Double.NaN, -4.0), Unit.EVENTS);

        assertThat(scale.from()).isEqualTo(1);
        assertThat(scale.shows(0)).isFalse();
        assertThat(scale.shows(Double.NaN)).isFalse();
        assertThat(scale.shows(1e-3)).isTrue();
    }

    @Test
    void aSingleValueHasRoomAroundIt() {
        LogScale scale = LogScale.around(List.of(1_000.0), Unit.EVENTS);

        assertThat(scale.place(1_000)).isBetween(0.1, 0.9);
    }
}
