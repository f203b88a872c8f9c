package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeltFindingTest {

    private static Results controls() {
        return new Results().kept("idle", 1_000, 1.4).kept("discard", 1_000, 2);
    }

    @Test
    void saysThatTheLogIsGentlerWhenItsWorstArmIs() {
        Finding felt = controls()
                .kept("log-copy", 1_000, 2.2)
                .kept("log-unnest", 1_000, 2.9)
                .kept("direct-batch", 1_000, 11)
                .broken("direct-row-64", 1_000, 46, 0.48)
                .felt();

        assertThat(felt.sentence())
                .isEqualTo(
                        "At 1,000 events/s order updates take 2.2 to 2.9 ms (p99) beside the log's writer and 11 to 46 ms beside"
                                + " direct writes: the log is gentler than every direct way.");
        assertThat(felt.smallPrint())
                .contains("The idle database: 1.4 ms; the same pipeline with a writer that stores nothing: 2.0 ms.")
                .contains(
                        "Within 1.5 times the latter: log-copy and log-unnest; beyond: direct-batch and direct-row-64.")
                .contains("Not keeping up at this rate, so with less work done than asked: direct-row-64.");
    }

    @Test
    void namesTheGentlestWhenOnlySomeWaysThroughTheLogAreGentler() {
        assertThat(controls()
                        .kept("log-copy", 1_000, 2)
                        .kept("log-unnest", 1_000, 6)
                        .kept("direct-batch", 1_000, 4)
                        .felt()
                        .sentence())
                .endsWith(": log-copy is the gentlest.");
    }

    @Test
    void saysSoWhenTheLogDoesNotWin() {
        assertThat(controls()
                        .kept("log-copy", 1_000, 6)
                        .kept("direct-batch", 1_000, 3)
                        .felt()
                        .sentence())
                .endsWith(": here the log does not win, direct-batch is the gentlest.");
    }

    @Test
    void addsHowLittleAWinnerStored() {
        assertThat(controls()
                        .kept("log-copy", 1_000, 6)
                        .broken("direct-row-16", 1_000, 3, 0.24)
                        .felt()
                        .sentence())
                .endsWith("direct-row-16 is the gentlest, though it stored only 24% of its events.");
    }

    @Test
    void callsADifferenceOfAFewPercentNone() {
        assertThat(controls()
                        .kept("log-copy", 1_000, 3.0)
                        .kept("direct-batch", 1_000, 3.2)
                        .felt()
                        .sentence())
                .endsWith("between the best of both there is no clear difference.");
    }

    @Test
    void comparesWithNothingWhenOneSideIsMissing() {
        assertThat(controls().kept("log-copy", 1_000, 2).felt().sentence())
                .isEqualTo(
                        "At 1,000 events/s order updates take 2.0 ms (p99) beside the log's writer; no direct arm was measured, so"
                                + " there is nothing to compare it with.");
        assertThat(controls().kept("direct-batch", 1_000, 2).felt().sentence())
                .contains("beside direct writes; no arm with the log was measured");
    }

    @Test
    void saysThatItCanSayNothingWithoutForegroundFigures() {
        assertThat(new Results().withArm("log-copy").felt().sentence()).contains("cannot say what other users");
    }

    @Test
    void drawsNoBoundWithoutTheDiscardingControl() {
        Finding felt = new Results()
                .kept("log-copy", 1_000, 2)
                .kept("direct-batch", 1_000, 9)
                .felt();

        assertThat(felt.smallPrint())
                .isEqualTo(
                        "No idle control was measured; no discarding control was measured, so no bound can be drawn.");
    }

    @Test
    void saysAtWhichRateAControlWasMeasuredWhereItIsAnother() {
        assertThat(new Results()
                        .kept("discard", 500, 2)
                        .kept("log-copy", 1_000, 2)
                        .kept("direct-batch", 1_000, 9)
                        .felt()
                        .smallPrint())
                .contains("stores nothing: 2.0 ms (at 500 events/s)");
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
