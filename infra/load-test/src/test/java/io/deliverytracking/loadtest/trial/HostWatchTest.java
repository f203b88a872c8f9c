package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Trial;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostWatchTest {

    private static final TrialPlan PLAN =
            TrialPlan.steady(Arms.byName("direct-batch"), 1_000, 1, new TrialPlan.Timing(4, 8, 0, 5));

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    private final Progress progress = new Progress(console, "discard", "trial 1 of 1", 12);
    private final List<Double> stolen = new ArrayList<>();
    private int runs;

    @Test
    void aTrialThatTheHostLeftAloneRunsOnce() throws Exception {
        HostWatch watch = watch(0.05);

        Trial trial = watch.run(PLAN, progress);

        assertThat(runs).isEqualTo(1);
        assertThat(trial.remarks()).isEmpty();
        assertThat(watch.weaknesses()).isEmpty();
        assertThat(said.size()).isZero();
    }

    @Test
    void aDisturbedOneRunsAgainAndTheRunThatWasDisturbedLeastCounts() throws Exception {
        HostWatch watch = watch(0.21, 0.01, 0);

        Trial trial = watch.run(PLAN, progress);

        assertThat(runs).isEqualTo(2);
        assertThat(trial.bottleneck()).isEqualTo("run 2");
        assertThat(trial.remarks())
                .singleElement()
                .satisfies(remark ->
                        assertThat(remark).contains("least disturbed of 2 runs").contains("took 1.0%"));
        assertThat(watch.weaknesses())
                .singleElement()
                .satisfies(
                        weakness -> assertThat(weakness).contains("ran again").contains(": 1."));
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("discard  the machine's host took 21%");
    }

    @Test
    void afterThreeRunsItIsSaidThatTheHostWouldNotLeaveIt() throws Exception {
        HostWatch watch = watch(0.3, 0.1, 0.2, 0);

        Trial trial = watch.run(PLAN, progress);

        assertThat(runs).isEqualTo(3);
        assertThat(trial.bottleneck()).isEqualTo("run 2");
        assertThat(watch.weaknesses())
                .hasSize(2)
                .last()
                .satisfies(weakness -> assertThat(weakness).contains("all the same: 1."));
    }

    @Test
    void onAHostThatNeverRestsATenthOfTheTimeIsSpentOnRunningAgain() throws Exception {
        HostWatch watch = new HostWatch(
                (plan, shown) -> {
                    runs++;
                    return new HostWatch.Measured(trial("run"), 0.3);
                },
                console);
        int trials = 100;
        for (int i = 0; i < trials; i++) {
            watch.run(PLAN, progress);
        }
        long atFirst = 35 / Agenda.expectedSeconds(PLAN);
        assertThat(runs - trials).isEqualTo((int) (trials / 10 + atFirst));
        assertThat(watch.weaknesses())
                .last()
                .satisfies(weakness -> assertThat(weakness).contains("all the same: 100."));
    }

    @Test
    void aRunThatFailsCostsItselfAlone() throws Exception {
        HostWatch watch = new HostWatch(
                (plan, shown) -> {
                    if (++runs == 2) {
                        throw new LabException("the broker is dead");
                    }
                    return new HostWatch.Measured(trial("run " + runs), 0.3);
                },
                console);

        Trial trial = watch.run(PLAN, progress);

        assertThat(trial.bottleneck()).isEqualTo("run 1");
        assertThat(trial.remarks()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("came to nothing when it ran again: the broker is dead");
    }

    @Test
    void whoAsksForTheEndWhileATrialRunsAgainHasTheFirstRun() throws Exception {
        HostWatch watch = new HostWatch(
                (plan, shown) -> {
                    if (++runs == 2) {
                        throw new TrialStoppedException();
                    }
                    return new HostWatch.Measured(trial("run " + runs), 0.3);
                },
                console);

        assertThat(watch.run(PLAN, progress).bottleneck()).isEqualTo("run 1");
    }

    @Test
    void aTrialThatFailsFailsAsEver() {
        HostWatch watch = new HostWatch(
                (plan, shown) -> {
                    throw new LabException("no");
                },
                console);

        assertThatThrownBy(() -> watch.run(PLAN, progress)).isInstanceOf(LabException.class);
    }

    private HostWatch watch(double... shares) {
        for (double share : shares) {
            stolen.add(share);
        }
        return new HostWatch(
                (plan, shown) -> new HostWatch.Measured(trial("run " + (runs + 1)), stolen.get(runs++)), console);
    }

    private static Trial trial(String bottleneck) {
        return new Trial(
                PLAN.arm().name(),
                PLAN.scenario(),
                PLAN.rate(),
                1,
                0,
                1,
                true,
                new Counts(1, 1, 0, 1, 1, 0, 0, 0),
                null,
                null,
                Map.of(),
                0,
                new Resources(Map.of(), null, null, 0, null, null),
                List.of(),
                List.of(),
                bottleneck,
                List.of());
    }
}
