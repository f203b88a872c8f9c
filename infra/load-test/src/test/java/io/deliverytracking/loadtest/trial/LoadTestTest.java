package io.deliverytracking.loadtest.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Failure;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTestTest {

    private static final Environment ENVIRONMENT =
            new Environment("any", 2, 1 << 30, "any", "any", Map.of(), Map.of(), Map.of());

    /** One idle trial, then this arm at three rates. */
    private static final TrialSet SET =
            TrialSet.quick().withArms(List.of("idle", "direct-row-16")).withRates(List.of(10, 20, 30));

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final StopRequest stop = new StopRequest();
    private final List<LoadTestResult> soFar = new ArrayList<>();

    @TempDir
    Path logs;

    @Test
    void whateverFailsCostsItsOwnTrialAlone() {
        LoadTest.Outcome outcome = run(SET, (plan, progress) -> {
            if (plan.rate() == 10) {
                throw new IllegalStateException("a probe failed");
            }
            if (plan.rate() == 20) {
                throw new LabException("the broker is dead\nits log says why");
            }
            return trial(plan);
        });
        assertThat(outcome.whole()).isTrue();
        assertThat(outcome.result().trials())
                .extracting(Trial::offeredPerSecond)
                .containsExactly(0, 30);
        assertThat(outcome.result().failures())
                .containsExactly(
                        new Failure(
                                "direct-row-16",
                                10,
                                Scenario.STEADY,
                                "java.lang.IllegalStateException: a probe failed"),
                        new Failure("direct-row-16", 20, Scenario.STEADY, "the broker is dead"));
        assertThat(said()).contains("its log says why").contains("see " + logs.resolve("load-test.log"));
        assertThat(logs.resolve("load-test.log"))
                .as("where it was thrown")
                .content()
                .contains(LoadTestTest.class.getSimpleName() + ".java");
    }

    @Test
    void threeInARowEndItWithWhatThereIs() {
        LoadTest.Outcome outcome = run(SET.withRates(List.of(1, 2, 3, 4)), (plan, progress) -> {
            if (plan.rate() > 0) {
                throw new LabException("no");
            }
            return trial(plan);
        });
        assertThat(outcome.whole()).isFalse();
        assertThat(outcome.result().failures()).hasSize(3);
        assertThat(outcome.result().trials()).hasSize(1);
    }

    @Test
    void afterEachTrialThereIsAResult() {
        run(SET, (plan, progress) -> trial(plan));
        assertThat(soFar).extracting(result -> result.trials().size()).containsExactly(1, 2, 3, 4);
        assertThat(soFar.get(2).weaknesses())
                .as("of somebody who is killed now")
                .anyMatch(weakness -> weakness.contains("ended before all of its trials"));
    }

    @Test
    void whoIsAskedToStopReturnsWhatThereIs() {
        LoadTest.Outcome outcome = run(SET, (plan, progress) -> {
            stop.ask();
            return trial(plan);
        });
        assertThat(outcome.whole()).isFalse();
        assertThat(outcome.result().trials()).hasSize(1);
    }

    @Test
    void eachTrialSaysWhereItStands() {
        run(SET, (plan, progress) -> trial(plan));
        // 4 s of warm-up and 8 s of load; 3 s and a second of draining with the application, 1 s without.
        assertThat(said())
                .contains("idle                           0/s  trial 1 of 4, about 69 s left")
                .contains("direct-row-16                 30/s  trial 4 of 4, about 15 s left");
    }

    @Test
    void whatWasKnownBeforehandIsInTheResult() {
        LoadTest.Conditions conditions = new LoadTest.Conditions(250, 7, List.of("--quick"), List.of("no CHECKPOINT"));
        LoadTestResult result = new LoadTest(SET, (plan, progress) -> trial(plan), console(), stop, logs, conditions)
                .run(ENVIRONMENT, soFar -> {})
                .result();
        assertThat(result.weaknesses())
                .contains("no CHECKPOINT")
                .anyMatch(weakness -> weakness.contains("250 times a second"));
        assertThat(result.seed()).isEqualTo(7);
        assertThat(result.options()).containsExactly("--quick");
    }

    private LoadTest.Outcome run(TrialSet set, LoadTest.Runner runner) {
        return new LoadTest(set, runner, console(), stop, logs, new LoadTest.Conditions(300, 1, List.of(), List.of()))
                .run(ENVIRONMENT, soFar::add);
    }

    private Console console() {
        return new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Trial trial(TrialPlan plan) {
        return new Trial(
                plan.arm().name(),
                plan.scenario(),
                plan.rate(),
                plan.repetition(),
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
                "none",
                List.of());
    }
}
