package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.application.load.Phase;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrialPlanTest {

    private static final ArmSetup ARM = Arms.byName("direct-row-16");
    private static final TrialPlan.Timing TIMING = new TrialPlan.Timing(3, 10, 5, 20);

    @Test
    void theWarmUpIsInTheEventsAndInNothingElse() {
        TrialPlan plan = TrialPlan.steady(ARM, 100, 1, TIMING);
        assertThat(plan.seconds()).isEqualTo(13);
        assertThat(plan.warmUpSeconds()).isEqualTo(3);
        assertThat(plan.measuredSeconds()).isEqualTo(10);
        assertThat(plan.events()).isEqualTo(1_300);
    }

    @Test
    void eachSecondBelongsToThePhaseInWhichItBegins() {
        TrialPlan plan = TrialPlan.outage(ARM, 100, TIMING);
        assertThat(List.of(0, 2, 3, 12, 13, 17, 18, 27, 28, 500).stream()
                        .map(second -> plan.phaseAt(second).name()))
                .containsExactly(
                        "warm-up", "warm-up", "load", "load", "outage", "outage", "load", "load", "drain", "drain");
        assertThat(plan.phaseAt(2).measured()).isFalse();
        assertThat(plan.phaseAt(13).measured()).isTrue();
        assertThat(plan.phaseAt(28).measured()).isFalse();
    }

    @Test
    void aSpikeIsTenTimesTheRate() {
        assertThat(TrialPlan.spike(ARM, 100, TIMING).phases())
                .extracting(Phase::eventsPerSecond)
                .containsExactly(100, 100, 1_000, 100);
    }

    @Test
    void anOutageBeginsAndEndsWithItsPhase() {
        assertThat(steps(TrialPlan.outage(ARM, 100, TIMING)))
                .extracting(Disturbance.Step::at)
                .containsExactly(13.0, 18.0);
        assertThat(steps(TrialPlan.slowDatabase(ARM, 100, TIMING)))
                .extracting(Disturbance.Step::at)
                .containsExactly(13.0, 18.0);
    }

    @Test
    void killsAreSpreadOverTheLoadAndTheSameForTheSameSeed() {
        List<Double> kills = kills(7);
        assertThat(kills).isEqualTo(kills(7)).isNotEqualTo(kills(8)).hasSize(3);
        // The load is from 3 to 13, less two seconds at either end: three thirds of six seconds.
        assertThat(kills.get(0)).isBetween(5.0, 7.0);
        assertThat(kills.get(1)).isBetween(7.0, 9.0);
        assertThat(kills.get(2)).isBetween(9.0, 11.0);
    }

    @Test
    void whoTakesOverFromAKilledApplicationGetsWhatIsLeft() {
        TrialPlan plan = TrialPlan.spike(ARM, 100, TIMING);
        assertThat(plan.phasesFrom(15))
                .containsExactly(new Phase("spike", 3, 1_000, true), new Phase("load", 10, 100, true));
        assertThat(plan.phasesFrom(18)).containsExactly(new Phase("load", 10, 100, true));
        assertThat(plan.phasesFrom(28)).isEmpty();
    }

    private static List<Disturbance.Step> steps(TrialPlan plan) {
        return plan.disturbances().stream()
                .flatMap(disturbance -> disturbance.steps().stream())
                .toList();
    }

    private static List<Double> kills(long seed) {
        return steps(TrialPlan.kill(ARM, 100, 1, 3, new Random(seed), TIMING)).stream()
                .map(Disturbance.Step::at)
                .toList();
    }
}
