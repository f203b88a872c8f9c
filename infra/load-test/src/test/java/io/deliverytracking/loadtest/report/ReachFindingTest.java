package io.deliverytracking.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReachFindingTest {

    @Test
    void namesTheStrongestAndTheWeakestOfEachSide() {
        Finding reach = new Results()
                .kept("log-copy", 1_000, 2)
                .kept("log-copy", 2_000, 2)
                .kept("direct-batch", 1_000, 2)
                .broken("direct-batch", 2_000, 2, 0.7)
                .broken("direct-row-16", 1_000, 2, 0.2)
                .reach();

        assertThat(reach.sentence())
                .isEqualTo(
                        "Through the log, log-copy keeps up with 2,000 events/s, the highest rate it was offered; written"
                                + " directly, direct-batch keeps up with 1,000 events/s and direct-row-16 with not even 1,000.");
        assertThat(reach.smallPrint()).contains("What stops direct-batch at 2,000: the disk is full of direct-batch.");
    }

    @Test
    void saysSoWhenTheLogGoesNoFurther() {
        assertThat(new Results()
                        .kept("log-copy", 1_000, 2)
                        .broken("log-copy", 2_000, 2, 1)
                        .kept("direct-batch", 1_000, 2)
                        .kept("direct-batch", 2_000, 2)
                        .reach()
                        .sentence())
                .endsWith(": here the log does not go further.");
    }

    @Test
    void saysSoWhenBothEndAtTheSameRate() {
        assertThat(new Results()
                        .kept("log-copy", 1_000, 2)
                        .broken("log-copy", 2_000, 2, 1)
                        .kept("direct-batch", 1_000, 2)
                        .broken("direct-batch", 2_000, 2, 1)
                        .reach()
                        .sentence())
                .endsWith(": here both go equally far.");
    }

    @Test
    void saysSoWhenTheLadderWasTooShort() {
        assertThat(new Results()
                        .kept("log-copy", 1_000, 2)
                        .kept("direct-batch", 1_000, 2)
                        .reach()
                        .sentence())
                .endsWith(": no rate was high enough to tell the best of both apart.");
    }

    @Test
    void takesTheRungBelowTheFirstThatBroke() {
        assertThat(new Results()
                        .kept("log-copy", 1_000, 2)
                        .broken("log-copy", 2_000, 2, 0.9)
                        .kept("log-copy", 5_000, 2)
                        .reach()
                        .sentence())
                .isEqualTo(
                        "Through the log, log-copy keeps up with 1,000 events/s; no direct arm was measured at a steady rate.");
    }

    @Test
    void saysThatNoKneeCanBeShownWithoutSteadyTrials() {
        assertThat(new Results()
                        .withArm("log-copy")
                        .withArm("direct-batch")
                        .reach()
                        .sentence())
                .isEqualTo("No arm that writes was measured at a steady rate, so no knee can be shown.");
        assertThat(new Results().broken("direct-batch", 1_000, 2, 0.1).reach().sentence())
                .isEqualTo(
                        "Written directly, direct-batch does not keep up with even 1,000 events/s; no arm with the log was"
                                + " measured at a steady rate.");
    }

    @Test
    void saysHowFarThePipelineGoesWithoutTheDatabase() {
        assertThat(new Results()
                        .kept("discard", 1_000, 2)
                        .kept("log-copy", 1_000, 2)
                        .reach()
                        .smallPrint())
                .endsWith(
                        "The pipeline alone, storing nothing, keeps up with 1,000 events/s, the highest it was offered.");
    }
}
