package io.deliverytracking.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Failure;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import io.deliverytracking.loadtest.trial.LoadTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final String LOG = "log-copy";
    private static final String DIRECT = "direct-batch-early";

    @Test
    void whatADirectArmLosesIsAFinding() {
        assertThat(verdict(true, List.of(), trial(DIRECT, 1_000, 5), trial(LOG, 0, 0))
                        .complaints())
                .isEmpty();
        assertThat(verdict(true, List.of(), trial(DIRECT, 1_000, 5)).exitStatus())
                .isZero();
    }

    @Test
    void whatTheLogLosesOrStoresTwiceBreaksItsPromise() {
        assertThat(verdict(true, List.of(), trial(LOG, 1, 0)).complaints())
                .containsExactly("log-copy at 1,000/s (kill) lost 1 events and stored 0 twice.");
        assertThat(verdict(true, List.of(), trial(LOG, 0, 1)).exitStatus()).isEqualTo(1);
    }

    @Test
    void aTrialThatCameToNothingIsNoSuccess() {
        Verdict verdict = verdict(true, List.of(new Failure(LOG, 1_000, Scenario.STEADY, "no disk")), trial(LOG, 0, 0));
        assertThat(verdict.complaints()).containsExactly("One trial came to nothing.");
        assertThat(verdict.exitStatus()).isEqualTo(1);
    }

    @Test
    void halfALoadTestIsNoSuccess() {
        assertThat(verdict(false, List.of(), trial(LOG, 0, 0)).exitStatus()).isEqualTo(1);
    }

    @Test
    void rowsOfNoEventAreOurFaultInAnyArm() {
        String remark = "3 rows are of no event: " + LoadTest.FAULT_OF_OURS + ".";
        assertThat(verdict(true, List.of(), trial(DIRECT, 0, 0, remark)).complaints())
                .containsExactly("direct-batch-early at 1,000/s (kill): " + remark);
    }

    private static Verdict verdict(boolean whole, List<Failure> failures, Trial... trials) {
        LoadTestResult result = new LoadTestResult(
                LoadTestResult.SCHEMA,
                "quick",
                Instant.EPOCH,
                1,
                100_000,
                1,
                List.of(),
                new Environment("any", 2, 1 << 30, "any", "any", Map.of(), Map.of(), Map.of()),
                List.of(
                        new Arm(LOG, LOG, Arm.Kind.LOG, "", Map.of()),
                        new Arm(DIRECT, DIRECT, Arm.Kind.DIRECT, "", Map.of())),
                List.of(trials),
                failures,
                List.of());
        return Verdict.of(new LoadTest.Outcome(result, whole));
    }

    private static Trial trial(String arm, long lost, long duplicated, String... remarks) {
        return new Trial(
                arm,
                Scenario.KILL,
                1_000,
                1,
                0,
                1,
                true,
                new Counts(1_000, 1_000, 0, 1_000, 1_000, lost, 0, duplicated),
                null,
                null,
                Map.of(),
                0,
                new Resources(Map.of(), null, null, 0, null, null),
                List.of(),
                List.of(),
                "none",
                List.of(remarks));
    }
}
