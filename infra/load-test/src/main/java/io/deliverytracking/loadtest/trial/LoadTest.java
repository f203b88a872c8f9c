package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.StopRequest;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A whole load test: one trial after the other.
 *
 * <p>A trial that comes to no result, through whatever failed, is said, noted among the failures, and the next one runs: half an
 * hour of measurements is not thrown away for one of them. Three in a row are no coincidence, and end the test with what there is.
 *
 * <p>Threading: confined to one thread.
 */
public final class LoadTest {

    /** In the remarks of a trial whose figures are worth nothing. */
    public static final String FAULT_OF_OURS = "a fault of the load test";

    private final TrialSet set;
    private final Agenda agenda;
    private final Runner runner;
    private final Console console;
    private final StopRequest stop;
    private final Conditions conditions;

    private final Instant startedAt = Instant.now();
    private final List<Trial> trials = new ArrayList<>();
    private final Mishaps mishaps;

    /** Runs one trial. */
    @FunctionalInterface
    interface Runner {
        Trial run(TrialPlan plan, Progress progress) throws LabException, TrialStoppedException;

        /** What a reader should know of how the trials so far were run. */
        default List<String> weaknesses() {
            return List.of();
        }
    }

    /**
     * What holds for all trials, and a result says.
     *
     * @param foregroundPerSecond operations of the database's other users
     * @param seed decides the moments of kills
     * @param options as they were given, without a password
     * @param remarks what a reader should know of this run beforehand
     */
    public record Conditions(int foregroundPerSecond, long seed, List<String> options, List<String> remarks) {
        public Conditions {
            options = List.copyOf(options);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * What came of it.
     *
     * @param whole whether all trials had their turn
     */
    public record Outcome(LoadTestResult result, boolean whole) {}

    /** @param logs where traces of what failed are left */
    public LoadTest(
            TrialSet set, TrialRunner runner, Console console, StopRequest stop, Path logs, Conditions conditions) {
        this(set, new HostWatch(runner::run, console), console, stop, logs, conditions);
    }

    LoadTest(TrialSet set, Runner runner, Console console, StopRequest stop, Path logs, Conditions conditions) {
        this.set = set;
        this.agenda = new Agenda(set, conditions.seed);
        this.runner = runner;
        this.console = console;
        this.stop = stop;
        this.conditions = conditions;
        this.mishaps = new Mishaps(logs.resolve("load-test.log"));
    }

    /**
     * Runs everything; asked to stop, it returns what there is by then.
     *
     * @param soFar is told what there is after each trial
     */
    public Outcome run(Environment environment, Consumer<LoadTestResult> soFar) {
        boolean whole = false;
        try {
            for (Optional<TrialPlan> next = agenda.next(); next.isPresent(); next = agenda.next()) {
                Optional<Trial> trial = run(next.get());
                agenda.onResult(trial.map(Trial::kept).orElse(false));
                soFar.accept(result(environment, false));
                if (mishaps.areHopeless()) {
                    break;
                }
            }
            whole = !mishaps.areHopeless();
            if (!whole) {
                console.say("! Several trials in a row came to nothing; ending with what there is.");
            }
        } catch (TrialStoppedException asked) {
            console.say("Stopped; the trial that ran is thrown away.");
        }
        return new Outcome(result(environment, whole), whole);
    }

    private LoadTestResult result(Environment environment, boolean whole) {
        List<Arm> arms =
                set.arms().stream().map(name -> Arms.byName(name).arm()).toList();
        List<String> weaknesses = new ArrayList<>(conditions.remarks);
        weaknesses.addAll(runner.weaknesses());
        weaknesses.addAll(Weaknesses.of(set, conditions.foregroundPerSecond, trials, whole));
        return new LoadTestResult(
                LoadTestResult.SCHEMA,
                set.name(),
                startedAt,
                Duration.between(startedAt, Instant.now()).toMillis() / 1e3,
                set.headline(),
                conditions.seed,
                conditions.options,
                environment,
                arms,
                List.copyOf(trials),
                mishaps.failures(),
                weaknesses);
    }

    private Optional<Trial> run(TrialPlan plan) throws TrialStoppedException {
        if (stop.isAsked()) {
            throw new TrialStoppedException();
        }
        String title = title(plan);
        Progress progress = new Progress(console, title, place(plan), plan.seconds());
        progress.begin();
        try {
            Trial trial = runner.run(plan, progress);
            trials.add(trial);
            mishaps.onResult();
            console.say(title + "  " + summary(trial));
            return Optional.of(trial);
        } catch (LabException | RuntimeException e) {
            console.say("! " + title + " came to nothing: " + mishaps.add(plan, e));
            return Optional.empty();
        }
    }

    private String place(TrialPlan plan) {
        Duration left = agenda.expected().plusSeconds(Agenda.expectedSeconds(plan));
        return String.format(
                Locale.ROOT,
                "trial %d of %d, about %s left",
                agenda.taken(),
                agenda.taken() + agenda.left(),
                inWords(left));
    }

    /** As people say it: in minutes, or in seconds where it is less than two. */
    public static String inWords(Duration duration) {
        return duration.toSeconds() < 120
                ? duration.toSeconds() + " s"
                : Math.round(duration.toSeconds() / 60.0) + " min";
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
