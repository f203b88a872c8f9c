package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.application.load.Phase;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrialPlanTest {

    private static final ArmSetup ARM = Arms.byName("direct-row-16");
    private static final TrialPlan.Timing TIMING = new TrialPlan.Timing(3, 10, 5, 20);
    private static final TrialPlan.Timing KILLS = new TrialPlan.Timing(3, 30, 3, 20);

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
    void brokerAndWriterHaveTimeToCompile() {
        assertThat(TrialPlan.outage(Arms.byName(Arms.LOG), 100, TIMING))
                .satisfies(plan -> assertThat(plan.warmUpSeconds()).isEqualTo(15))
                .satisfies(plan ->
                        assertThat(steps(plan)).extracting(Disturbance.Step::at).containsExactly(25.0, 30.0));
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
        // The load is from 3 to 33, less two seconds at its start: three parts, each with five seconds of rest at its
        // end.
        assertThat(kills.get(0)).isBetween(5.0, 9.34);
        assertThat(kills.get(1)).isBetween(14.33, 18.67);
        assertThat(kills.get(2)).isBetween(23.66, 28.0);
    }

    @Test
    void throughTheLogWriterAndApplicationAreKilledInTurn() {
        assertThat(TrialPlan.kill(Arms.byName(Arms.LOG), 100, 1, 3, new Random(1), KILLS)
                        .disturbances())
                .extracting(disturbance -> disturbance.getClass().getSimpleName())
                .containsExactly("WriterKill", "ApplicationKill", "WriterKill");
        assertThat(TrialPlan.kill(ARM, 100, 1, 2, new Random(1), KILLS).disturbances())
                .extracting(disturbance -> disturbance.getClass().getSimpleName())
                .containsExactly("ApplicationKill", "ApplicationKill");
    }

    @Test
    void onlyAWriterBehindALogDropsWhatIsOld() {
        TrialPlan.Timing halfAnHour = new TrialPlan.Timing(10, 1_800, 0, 120);
        TrialPlan log = TrialPlan.steady(Arms.byName(Arms.LOG), 100_000, 1, halfAnHour);
        assertThat(log.hasRetention()).isTrue();
        assertThat(log.pipeline().orElseThrow().writer()).containsEntry("delivery.partitions.retention", "PT5M");
        assertThat(log.pipeline().orElseThrow().topic()).containsKey("retention.bytes");
        TrialPlan direct = TrialPlan.steady(ARM, 100_000, 1, halfAnHour);
        assertThat(direct.hasRetention()).isFalse();
        assertThat(direct.diskBytes()).isGreaterThan(log.diskBytes());
        TrialPlan brief = TrialPlan.steady(Arms.byName(Arms.LOG), 100_000, 1, TIMING);
        assertThat(brief.pipeline()).isEqualTo(Arms.byName(Arms.LOG).pipeline());
    }

    @Test
    void aQueueOfAcknowledgedEventsHasTimeToDrain() {
        assertThat(TrialPlan.steady(Arms.byName("direct-batch-early"), 100, 1, TIMING)
                        .patienceSeconds())
                .isEqualTo(60);
        assertThat(TrialPlan.steady(Arms.byName("direct-batch"), 100, 1, TIMING).patienceSeconds())
                .isEqualTo(20);
    }

    @Test
    void eventsAreDueSecondBySecond() {
        TrialPlan plan = TrialPlan.spike(ARM, 100, TIMING);
        assertThat(List.of(0, 3, 13, 14, 18, 28, 99).stream().map(plan::eventsBefore))
                .containsExactly(0L, 300L, 1_300L, 2_300L, 6_300L, 7_300L, 7_300L);
        assertThat(plan.events()).isEqualTo(7_300);
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
        return steps(TrialPlan.kill(ARM, 100, 1, 3, new Random(seed), KILLS)).stream()
                .map(Disturbance.Step::at)
                .toList();
    }
}
