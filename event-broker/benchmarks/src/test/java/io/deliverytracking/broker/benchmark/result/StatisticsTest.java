package io.deliverytracking.broker.benchmark.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianIsTheMiddleOneOrBetweenTheTwoInTheMiddle() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0, 4.0))).isEqualTo(3.0);
        assertThatThrownBy(() -> Statistics.median(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneValueIsItsOwnInterval() {
        assertThat(Statistics.interval(List.of(0.4))).isEqualTo(new Statistics.Interval(0.4, 0.4));
    }

    @Test
    void theSameValuesGiveTheSameIntervalAndOneOutlierOfManyDoesNotWidenIt() {
        List<Double> values = List.of(0.50, 0.51, 0.49, 0.52, 0.48, 0.50, 0.51, 7.0);
        Statistics.Interval interval = Statistics.interval(values);
        assertThat(Statistics.interval(values)).isEqualTo(interval);
        assertThat(interval.low()).isBetween(0.48, 0.50);
        assertThat(interval.high()).isBetween(0.50, 0.53);
    }

    /** Of samples of a known distribution, its median must be inside about 95 times in a hundred. */
    @Test
    void theIntervalHoldsTheTrueMedianAsOftenAsItSays() {
        Random random = new Random(7);
        int runs = 300;
        int inside = 0;
        for (int run = 0; run < runs; run++) {
            List<Double> sample = Stream.generate(() -> 1 + 0.1 * random.nextGaussian())
                    .limit(21)
                    .toList();
            Statistics.Interval interval = Statistics.interval(sample);
            if (interval.low() <= 1 && 1 <= interval.high()) {
                inside++;
            }
        }
        assertThat(inside / (double) runs).isCloseTo(0.95, within(0.04));
    }
}
