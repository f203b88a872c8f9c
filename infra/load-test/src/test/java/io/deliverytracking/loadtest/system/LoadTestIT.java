package io.deliverytracking.loadtest.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.output.ResultFiles;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class LoadTestIT {

    private static final int RATE = 500;
    private static final int SECONDS = 3;

    @TempDir
    Path directory;

    @Test
    void everyKindOfArmRunsAndItsAccountBalances() throws Exception {
        LoadTestResult result = run(
                "--arms=idle,discard,direct-row-16,direct-batch,log-copy", "--rates=" + RATE, "--seconds=" + SECONDS);
        assertThat(result.trials())
                .extracting(Trial::arm)
                .containsExactlyInAnyOrder("idle", "discard", "direct-row-16", "direct-batch", "log-copy");
        for (Trial trial : result.trials()) {
            long seconds = (long) trial.warmUpSeconds() + SECONDS;
            long events = RATE * seconds;
            Counts counts = trial.counts();
            assertThat(counts)
                    .as(trial.arm() + " " + trial.remarks())
                    .isEqualTo(
                            switch (trial.arm()) {
                                case "idle" -> Counts.NONE;
                                case "discard" -> new Counts(events, events, 0, events, 0, 0, 0, 0);
                                default -> new Counts(events, events, 0, events, events, 0, 0, 0);
                            });
            assertThat(trial.foreground()).as(trial.arm()).containsKeys("read", "create", "update");
            assertThat(trial.foregroundErrors()).as(trial.arm()).isZero();
            assertThat(trial.timeline())
                    .as(trial.arm())
                    .hasSizeGreaterThanOrEqualTo((int) seconds)
                    .extracting(Second::at)
                    .isSorted();
            assertThat(trial.resources().cpuSeconds().get("postgres"))
                    .as(trial.arm())
                    .isPositive();
            assertThat(trial.visibility() != null)
                    .as(trial.arm() + " has rows to see")
                    .isEqualTo(counts.stored() > 0);
        }
        assertThat(directory.resolve("out/report.html")).isNotEmptyFile();
        assertThat(directory.resolve("home/load-test/data/postgres")).doesNotExist();
        assertThat(directory.resolve("home/load-test/logs/application-log-copy-" + RATE + "-steady-1.log"))
                .exists();
    }

    @Test
    void aKilledWriterLosesNothingAndAnApplicationThatAcknowledgesTooEarlyIsFoundOut() throws Exception {
        LoadTestResult result =
                run("--full", "--arms=direct-batch-early,log-copy", "--scenarios=kill", "--rates=2000", "--seconds=10");
        assertThat(result.trials()).hasSize(2).extracting(Trial::scenario).containsOnly(Scenario.KILL);
        Trial log = trial(result, "log-copy");
        assertThat(log.counts().lost()).isZero();
        assertThat(log.counts().duplicated()).isZero();
        // The application is killed as well: what it had not handed over, nobody was told to be safe.
        assertThat(log.counts().stored())
                .isBetween(log.counts().acknowledged(), log.counts().offered());
        Trial early = trial(result, "direct-batch-early");
        assertThat(early.counts().offered())
                .as("who was dead took nothing")
                .isLessThan(log.counts().offered());
        assertThat(early.counts().duplicated()).isZero();
        // Whether a batch was in memory at the moment of the kill is chance; what was acknowledged and is missing is in
        // the account.
        assertThat(early.counts().stored() + early.counts().lost())
                .isGreaterThanOrEqualTo(early.counts().acknowledged());
    }

    @Test
    void anOutageAndALockAreFeltAndTheLogLosesNothing() throws Exception {
        LoadTestResult result = run(
                "--full",
                "--arms=log-copy",
                "--scenarios=outage,slow_database",
                "--rates=1000",
                "--seconds=3",
                "--disturbance=4");
        assertThat(result.trials())
                .extracting(Trial::scenario)
                .containsExactly(Scenario.OUTAGE, Scenario.SLOW_DATABASE);
        for (Trial trial : result.trials()) {
            assertThat(trial.counts().lost()).as(trial.scenario().name()).isZero();
            assertThat(trial.counts().stored())
                    .as(trial.scenario().name())
                    .isEqualTo(trial.counts().offered());
            assertThat(trial.resources().peakLag()).as("what waited in the log").isPositive();
        }
        assertThat(result.trials().get(0).foregroundErrors())
                .as("the others had no database either")
                .isPositive();
        assertThat(result.trials().get(1).foregroundErrors())
                .as("orders are in another table")
                .isZero();
    }

    @Test
    void ctrlCEndsItWithWhatThereIsAndASecondOneIsRefused() throws Exception {
        try (LoadTestProcess running = start("--arms=idle,direct-row-16", "--rates=100", "--seconds=600")) {
            // Idle runs first, for as long as the others.
            running.awaitOutput("the result goes to");
            // Not closed: that would end the parts of the first one, whose home it shares.
            LoadTestProcess second = start("--arms=idle");
            assertThat(second.awaitExit()).as(second.output()).isEqualTo(3);
            assertThat(second.output()).contains("a load test is already running here (pid ");
            running.pressCtrlC();
            assertThat(running.awaitExit()).as(running.output()).isEqualTo(1);
            assertThat(running.output()).contains("Stopped").contains("No trial came to a result");
            assertThat(running.leftRunning()).isEmpty();
        }
    }

    @Test
    void whoAsksTwiceWaitsForNothing() throws Exception {
        try (LoadTestProcess running = start("--arms=idle,log-copy", "--rates=100", "--seconds=600")) {
            running.awaitOutput("the result goes to");
            // One that answers no signal: in good order it would be waited for.
            running.freeze("postgres");
            running.pressCtrlC();
            running.awaitOutput("Stopped");
            running.pressCtrlC();
            assertThat(running.awaitExit()).as(running.output()).isEqualTo(1);
            assertThat(running.output()).contains("Asked twice: everything is killed.");
            assertThat(running.leftRunning()).isEmpty();
        }
    }

    @Test
    @Tag("long")
    void theQuickSetIsWhole() throws Exception {
        LoadTestResult result = run("--quick");
        assertThat(result.failures()).isEmpty();
        assertThat(trial(result, "log-copy").counts().lost()).isZero();
    }

    private LoadTestResult run(String... options) throws Exception {
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "--output=" + directory.resolve("out");
        try (LoadTestProcess process = start(all)) {
            assertThat(process.awaitExit()).as(process.output()).isZero();
            assertThat(process.leftRunning()).isEmpty();
        }
        return ResultFiles.read(directory.resolve("out"));
    }

    private LoadTestProcess start(String... options) throws Exception {
        return LoadTestProcess.start(directory.resolve("home"), options);
    }

    private static Trial trial(LoadTestResult result, String arm) {
        return result.trials().stream()
                .filter(trial -> trial.arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }
}
