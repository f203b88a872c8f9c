package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeltFindingTest {

    private static Results controls() {
        return new Results().kept("idle", 1_000, 1.4).kept("discard", 1_000, 2);
    }

    @Test
    void comparesTheUsualLogWithTheGentlestDirectWayThatStoredAllAndPutsTheRestInAClause() {
        Finding felt = controls()
                .kept("log-copy", 1_000, 2.2)
                .kept("log-unnest", 1_000, 1.9)
                .kept("direct-batch", 1_000, 11)
                .kept("direct-batch-early", 1_000, 12)
                .broken("direct-row-16", 1_000, 1, 0.04)
                .broken("direct-row-64", 1_000, 46, 0.61)
                .felt();

        assertThat(felt.sentence())
                .isEqualTo(
                        "At 1,000 events/s order updates have a p99 of 2.2 ms beside log-copy and of 11 ms beside direct-batch, the"
                                + " gentlest direct way that stored all: the log is gentler; 2 of 4 direct arms did not keep up,"
                                + " storing 4% to 61%.");
        assertThat(felt.smallPrint())
                .contains("idle 1.4 ms (1.3 ms to 1.5 ms, n = 20,000)")
                .contains("log-copy 2.2 ms (2.1 ms to 2.3 ms, n = 20,000)")
                .contains("Within 1.5 times the discarding control: log-copy and log-unnest; beyond: direct-batch and"
                        + " direct-batch-early.")
                .contains("Not judged, for less work done than asked: direct-row-16 and direct-row-64.");
    }

    @Test
    void judgesNoArmThatKeptUpAndStoredTooLittleNorOneThatStoredAllTooLate() {
        Trial forgetful = Results.trial(
                "direct-early",
                Scenario.STEADY,
                1_000,
                true,
                new Counts(1_000, 1_000, 0, 1_000, 900, 100, 0, 0),
                1,
                List.of());
        Trial late = Results.trial(
                "direct-late",
                Scenario.STEADY,
                1_000,
                false,
                new Counts(1_000, 1_000, 0, 1_000, 1_000, 0, 0, 0),
                1,
                List.of());
        assertThat(controls()
                        .kept("log-copy", 1_000, 2)
                        .with(forgetful)
                        .with(late)
                        .felt()
                        .sentence())
                .isEqualTo(
                        "At 1,000 events/s order updates have a p99 of 2.0 ms beside log-copy; no direct arm stored all, so there is"
                                + " nothing to compare it with; 2 of 2 direct arms did not keep up, storing 90% to 100%.");
    }

    @Test
    void takesAnotherArmWithTheLogWhereTheUsualOneDidNotKeepUp() {
        assertThat(controls()
                        .broken("log-copy", 1_000, 2, 0.7)
                        .kept("log-unnest", 1_000, 3)
                        .kept("direct-batch", 1_000, 9)
                        .felt()
                        .sentence())
                .contains("3.0 ms beside log-unnest and of 9.0 ms beside direct-batch")
                .endsWith("; 1 of 2 arms with the log did not keep up, storing 70%.");
    }

    @Test
    void saysSoWhenTheLogDoesNotWin() {
        assertThat(controls()
                        .kept("log-copy", 1_000, 6)
                        .kept("direct-batch", 1_000, 3)
                        .felt()
                        .sentence())
                .endsWith(": here the log does not win.");
    }

    @Test
    void decidesNothingWhereTheIntervalsMeet() {
        assertThat(controls()
                        .kept("log-copy", 1_000, 3.0)
                        .kept("direct-batch", 1_000, 3.2)
                        .felt()
                        .sentence())
                .endsWith(": too few operations to tell them apart.");
        assertThat(controls().kept("log-copy", 1_000, 3.1).felt().smallPrint())
                .contains("Within 1.5 times the discarding control: none; too few operations to tell: log-copy.");
    }

    @Test
    void aSampleWithoutAnUpperBoundIsNeverBelowAnother() {
        P99 small = new P99(1_000, 900, Double.POSITIVE_INFINITY, 50);
        P99 large = new P99(9_000, 8_000, 10_000, 50_000);
        assertThat(small.isBelow(large)).isFalse();
        assertThat(large.isBelow(new P99(11_000, 10_001, 12_000, 1_000))).isTrue();
        assertThat(large.isBelow(new P99(11_000, 10_000, 12_000, 1_000))).isFalse();
        assertThat(small.words()).isEqualTo("1.0 ms (900 µs or more, n = 50)");
        assertThat(small.timesOf(large)).endsWith("(too few operations for an interval)");
        assertThat(large.timesOf(new P99(3_000, 2_000, 4_000, 9))).isEqualTo("3.00× (2.00 to 5.00)");
    }

    @Test
    void comparesWithNothingWhenOneSideIsMissing() {
        assertThat(controls().kept("log-copy", 1_000, 2).felt().sentence())
                .isEqualTo(
                        "At 1,000 events/s order updates have a p99 of 2.0 ms beside log-copy; no direct arm was measured, so there"
                                + " is nothing to compare it with.");
        assertThat(controls().kept("direct-batch", 1_000, 2).felt().sentence())
                .contains("beside direct-batch; no arm with the log was measured");
        assertThat(controls().broken("log-copy", 1_000, 2, 0.5).felt().sentence())
                .isEqualTo(
                        "At 1,000 events/s no arm kept up and stored all, so what order updates feel is no measure of any; the one"
                                + " arm with the log did not keep up, storing 50%.");
    }

    @Test
    void saysThatItCanSayNothingWithoutForegroundFigures() {
        assertThat(new Results().withArm("log-copy").felt().sentence()).contains("cannot say what other users");
    }

    @Test
    void drawsNoBoundUnlessTheDiscardingControlKeptUpWithThatRate() {
        assertThat(new Results().kept("log-copy", 1_000, 2).felt().smallPrint())
                .endsWith("Without the discarding control no bound is drawn.");
        assertThat(new Results()
                        .kept("discard", 500, 2)
                        .kept("log-copy", 1_000, 2)
                        .felt()
                        .smallPrint())
                .contains("discarding control 2.0 ms (1.9 ms to 2.1 ms, n = 20,000) at 500 events/s")
                .endsWith("The discarding control was not measured at this rate, so no bound is drawn.");
        assertThat(new Results()
                        .broken("discard", 1_000, 2, 0.5)
                        .kept("log-copy", 1_000, 2)
                        .felt()
                        .smallPrint())
                .endsWith("The discarding control did not keep up with this rate itself, so no bound is drawn.");
    }

    @Test
    void namesWhoWasNotMeasuredAtTheCommonRate() {
        assertThat(controls()
                        .kept("log-copy", 1_000, 2)
                        .kept("direct-batch", 1_000, 9)
                        .kept("direct-row-16", 500, 4)
                        .felt()
                        .smallPrint())
                .endsWith("Not measured at this rate: direct-row-16.");
    }
}
