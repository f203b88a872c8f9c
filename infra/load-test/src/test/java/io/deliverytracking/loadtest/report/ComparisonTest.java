package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void takesTheHighestRateThatAllWritingArmsHave() {
        Comparison comparison = Comparison.of(new Results()
                .kept("log-copy", 1_000, 2)
                .kept("log-copy", 2_000, 2)
                .kept("log-copy", 5_000, 2)
                .kept("direct-batch", 1_000, 2)
                .broken("direct-batch", 2_000, 2, 0.5)
                .run());

        assertThat(comparison.rate()).isEqualTo(2_000);
        assertThat(comparison.absent()).isEmpty();
    }

    @Test
    void takesTheRateOfMostArmsWhereNoneIsCommon() {
        Comparison comparison = Comparison.of(new Results()
                .kept("log-copy", 5_000, 2)
                .kept("log-unnest", 1_000, 2)
                .kept("direct-batch", 1_000, 2)
                .run());

        assertThat(comparison.rate()).isEqualTo(1_000);
        assertThat(comparison.absent()).containsExactly("log-copy");
    }

    @Test
    void takesControlsAtTheNearestRate() {
        Comparison comparison = Comparison.of(new Results()
                .kept("discard", 1_000, 3)
                .kept("discard", 50_000, 4)
                .kept("log-copy", 20_000, 2)
                .run());

        assertThat(comparison.discard().orElseThrow().trial().offeredPerSecond())
                .isEqualTo(50_000);
        assertThat(comparison.boundUs()).as("of another rate").isNaN();
    }

    @Test
    void takesTheBoundFromAControlThatKeptUpWithTheSameRate() {
        assertThat(Comparison.of(new Results()
                                .kept("discard", 20_000, 4)
                                .kept("log-copy", 20_000, 2)
                                .run())
                        .boundUs())
                .isEqualTo(6_000);
    }

    @Test
    void hasNoBoundWithoutTheDiscardingControl() {
        assertThat(Comparison.of(new Results().kept("log-copy", 1_000, 2).run()).boundUs())
                .isNaN();
    }

    @Test
    void showsTheMiddleOfSeveralRepetitions() {
        Trial first = Results.trial(
                "log-copy", Scenario.STEADY, 1_000, true, new Counts(1, 1, 0, 1, 1, 0, 0, 0), 9, List.of());
        Comparison comparison = Comparison.of(new Results()
                .with(first)
                .with(Results.repetition(first, 2, 4))
                .with(Results.repetition(first, 3, 5))
                .run());

        assertThat(comparison.writers())
                .singleElement()
                .satisfies(row -> assertThat(row.trial().repetition()).isEqualTo(3));
    }
}
