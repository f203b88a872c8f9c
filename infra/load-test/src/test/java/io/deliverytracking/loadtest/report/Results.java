package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Counts;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Moment;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small results for tests, put together trial by trial: each says no more than the case needs. */
final class Results {

    private final List<Trial> trials = new ArrayList<>();
    private final Set<Arm> arms = new LinkedHashSet<>();

    /** An arm whose kind is in its name, as on the command line. */
    static Arm arm(String name) {
        Arm.Kind kind = switch (name.replaceFirst("-.*", "")) {
            case "idle" -> Arm.Kind.IDLE;
            case "discard" -> Arm.Kind.DISCARD;
            case "log" -> Arm.Kind.LOG;
            default -> Arm.Kind.DIRECT;
        };
        return new Arm(name, "Title of " + name, kind, "", Map.of());
    }

    Results withArm(String name) {
        arms.add(arm(name));
        return this;
    }

    /** A steady trial of which everything was stored, with this p99 of updates. */
    Results kept(String arm, int rate, double updateMs) {
        return with(trial(
                arm, Scenario.STEADY, rate, true, new Counts(rate, rate, 0, rate, rate, 0, 0, 0), updateMs, List.of()));
    }

    /** A steady trial that stored this share of what was offered. */
    Results broken(String arm, int rate, double updateMs, double share) {
        long stored = Math.round(rate * share);
        Counts counts = new Counts(rate, rate, rate - stored, stored, stored, 0, 0, 0);
        return with(trial(arm, Scenario.STEADY, rate, false, counts, updateMs, List.of()));
    }

    Results with(Trial trial) {
        arms.add(arm(trial.arm()));
        trials.add(trial);
        return this;
    }

    static Trial trial(
            String arm,
            Scenario scenario,
            int rate,
            boolean kept,
            Counts counts,
            double updateMs,
            List<Second> timeline) {
        long peakLag = timeline.stream()
                .map(Second::lag)
                .filter(lag -> lag != null)
                .mapToLong(Long::longValue)
                .max()
                .orElse(-1);
        return new Trial(
                arm,
                scenario,
                rate,
                1,
                0,
                1,
                kept,
                counts,
                null,
                null,
                Map.of("update", latency(updateMs)),
                0,
                new Resources(Map.of(), 0L, null, 0, peakLag < 0 ? null : peakLag, null),
                List.of(),
                timeline,
                "the disk is full of " + arm,
                List.of());
    }

    static Trial repetition(Trial trial, int repetition, double updateMs) {
        return new Trial(
                trial.arm(),
                trial.scenario(),
                trial.offeredPerSecond(),
                repetition,
                trial.warmUpSeconds(),
                trial.measuredSeconds(),
                trial.kept(),
                trial.counts(),
                trial.acknowledgement(),
                trial.visibility(),
                Map.of("update", latency(updateMs)),
                trial.foregroundErrors(),
                trial.resources(),
                trial.moments(),
                trial.timeline(),
                trial.bottleneck(),
                trial.remarks());
    }

    static Trial happening(Trial trial, List<Moment> moments) {
        return with(trial, trial.warmUpSeconds(), trial.visibility(), moments);
    }

    static Trial visible(Trial trial, Latency visibility) {
        return with(trial, trial.warmUpSeconds(), visibility, trial.moments());
    }

    static Trial warmedUp(Trial trial, double warmUpSeconds) {
        return with(trial, warmUpSeconds, trial.visibility(), trial.moments());
    }

    private static Trial with(Trial trial, double warmUpSeconds, @Nullable Latency visibility, List<Moment> moments) {
        return new Trial(
                trial.arm(),
                trial.scenario(),
                trial.offeredPerSecond(),
                trial.repetition(),
                warmUpSeconds,
                trial.measuredSeconds(),
                trial.kept(),
                trial.counts(),
                trial.acknowledgement(),
                visibility,
                trial.foreground(),
                trial.foregroundErrors(),
                trial.resources(),
                moments,
                trial.timeline(),
                trial.bottleneck(),
                trial.remarks());
    }

    static Latency latency(double p99Ms) {
        long p99 = Math.round(p99Ms * 1_000);
        return new Latency(20_000, p99 / 2.0, p99 / 2, p99, p99 * 19 / 20, p99 * 21 / 20, p99 * 2, p99 * 3);
    }

    static Second second(int at, String phase, long offered, long acknowledged, Long lag) {
        return new Second(at, phase, offered, offered, 0L, acknowledged, 0L, 0L, 0L, lag, null, 0, null, 0L, Map.of());
    }

    LoadTestResult result() {
        return SampleResult.with(List.copyOf(arms), List.copyOf(trials));
    }

    Run run() {
        return Run.of(result());
    }

    Finding felt() {
        Run run = run();
        return FeltFinding.of(run, Comparison.of(run));
    }

    Finding reach() {
        return ReachFinding.of(run());
    }

    Finding loss() {
        Run run = run();
        return LossFinding.of(run, Comparison.of(run));
    }
}
