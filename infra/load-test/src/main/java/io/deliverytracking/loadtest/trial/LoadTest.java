package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.Machine;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/**
 * A whole load test: one trial after the other.
 *
 * <p>A trial that comes to no result is said, noted among the weaknesses, and the next one runs: half an hour of measurements is not
 * thrown away for one of them. Three in a row are no coincidence, and end the test with what there is.
 *
 * <p>Threading: confined to one thread.
 */
public final class LoadTest {

    private static final int HOPELESS = 3;

    private final TrialSet set;
    private final DeliveryHome home;
    private final DatabaseServer server;
    private final Foreground.Settings foreground;
    private final Console console;
    private final StopRequest stop;
    private final long seed;

    private final List<Trial> trials = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int failuresInARow;

    /** @param seed decides the moments of kills */
    public LoadTest(
            TrialSet set,
            DeliveryHome home,
            DatabaseServer server,
            Foreground.Settings foreground,
            Console console,
            StopRequest stop,
            long seed) {
        this.set = set;
        this.home = home;
        this.server = server;
        this.foreground = foreground;
        this.console = console;
        this.stop = stop;
        this.seed = seed;
    }

    /** Runs everything; asked to stop, it returns what there is by then. */
    public LoadTestResult run(Environment environment) {
        Instant startedAt = Instant.now();
        boolean whole = false;
        try {
            runAll();
            whole = true;
        } catch (TrialStoppedException asked) {
            console.say("Stopped; the trial that ran is thrown away.");
        } catch (LabException hopeless) {
            console.say("! " + HOPELESS + " trials in a row came to nothing; ending with what there is.");
        }
        List<Arm> arms =
                set.arms().stream().map(name -> Arms.byName(name).arm()).toList();
        return new LoadTestResult(
                set.name(),
                startedAt,
                Duration.between(startedAt, Instant.now()).toMillis() / 1e3,
                environment,
                arms,
                List.copyOf(trials),
                Weaknesses.of(set, trials, failures, whole));
    }

    private void runAll() throws TrialStoppedException, LabException {
        int idleRuns = 0;
        if (set.idleRuns() > 0) {
            run(idle(++idleRuns));
        }
        for (TrialSet.Rungs rungs : set.ladders()) {
            climb(new Ladder(rungs.arms(), rungs.rates(), set.headline()));
        }
        Random random = new Random(seed);
        for (TrialSet.Disturbed scenario : set.scenarios()) {
            for (int repetition = 1; repetition <= scenario.repetitions(); repetition++) {
                for (String arm : scenario.arms()) {
                    run(TrialSet.plan(scenario, Arms.byName(arm), repetition, random));
                }
            }
        }
        while (idleRuns < set.idleRuns()) {
            run(idle(++idleRuns));
        }
    }

    private void climb(Ladder ladder) throws TrialStoppedException, LabException {
        for (Optional<Ladder.Rung> next = ladder.next(); next.isPresent(); next = ladder.next()) {
            Ladder.Rung rung = next.get();
            Optional<Trial> trial = run(TrialPlan.steady(
                    Arms.byName(rung.arm()), rung.rate(), 1, set.steady().timing()));
            ladder.onResult(rung, trial.map(Trial::kept).orElse(false));
        }
    }

    private TrialPlan idle(int repetition) {
        return TrialPlan.steady(
                Arms.byName(Arms.IDLE), 0, repetition, set.steady().timing());
    }

    private Optional<Trial> run(TrialPlan plan) throws TrialStoppedException, LabException {
        if (stop.isAsked()) {
            throw new TrialStoppedException();
        }
        String title = title(plan);
        Progress progress = new Progress(console, title, plan.seconds());
        progress.stage("prepare");
        try {
            checkDisk(plan);
        } catch (LabException full) {
            return nothing(title, full);
        }
        try (TrialRun run = new TrialRun(plan, home, server, foreground, progress, stop)) {
            Trial trial = run.run();
            trials.add(trial);
            failuresInARow = 0;
            console.say(title + "  " + summary(trial));
            return Optional.of(trial);
        } catch (LabException e) {
            return nothing(title, e);
        }
    }

    private Optional<Trial> nothing(String title, LabException reason) throws LabException {
        console.say("! " + title + " came to nothing: " + reason.getMessage());
        failures.add(title + " came to nothing: "
                + String.valueOf(reason.getMessage()).lines().findFirst().orElse(""));
        if (++failuresInARow == HOPELESS) {
            throw reason;
        }
        return Optional.empty();
    }

    /** Before a trial, not in the middle of it: a database without room is another experiment. */
    private void checkDisk(TrialPlan plan) throws LabException {
        OptionalLong free = Machine.thisOne().freeDisk(home.data());
        if (free.isPresent() && free.getAsLong() < plan.diskBytes()) {
            throw new LabException(String.format(
                    Locale.ROOT,
                    "only %,d MB are free where %s is, and it may need %,d MB",
                    free.getAsLong() >> 20,
                    home.data(),
                    plan.diskBytes() >> 20));
        }
    }

    private static String title(TrialPlan plan) {
        String scenario = plan.scenario() == Scenario.STEADY
                ? ""
                : " " + plan.scenario().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return String.format(Locale.ROOT, "%-24s %,7d/s%s", plan.arm().name(), plan.rate(), scenario);
    }

    private static String summary(Trial trial) {
        StringBuilder line = new StringBuilder();
        if (trial.offeredPerSecond() > 0) {
            line.append(trial.kept() ? "kept up " : "past it ");
            line.append(String.format(
                    Locale.ROOT,
                    " acknowledged %5.1f%%  lost %,d  twice %,d",
                    100.0
                            * trial.counts().acknowledged()
                            / Math.max(1, trial.counts().offered()),
                    trial.counts().lost(),
                    trial.counts().duplicated()));
        }
        line.append("  foreground p99");
        trial.foreground()
                .forEach((operation, latency) ->
                        line.append(' ').append(operation).append(' ').append(ms(latency)));
        line.append(" ms");
        if (trial.foregroundErrors() > 0) {
            line.append(String.format(Locale.ROOT, ", %,d errors", trial.foregroundErrors()));
        }
        return line.toString();
    }

    private static String ms(Latency latency) {
        return String.format(Locale.ROOT, "%.1f", latency.p99Us() / 1e3);
    }
}
