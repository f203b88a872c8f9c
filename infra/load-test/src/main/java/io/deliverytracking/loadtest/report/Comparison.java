package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arms side by side at one rate, with the controls.
 *
 * <p>The rate is the highest that all writing arms were measured at; where there is none, that which most of them were, and of
 * several of these the highest.
 *
 * @param rate zero where nothing can be compared
 * @param writers the writing arms that were measured at that rate
 * @param absent names of the writing arms that were not
 */
record Comparison(int rate, List<Row> writers, List<String> absent, Optional<Row> idle, Optional<Row> discard) {

    /** One arm, at its own rate where it is a control without a trial at the common one. */
    record Row(ArmRun arm, Trial trial, P99 p99) {

        double p99Us() {
            return p99.us();
        }

        /** Whether its figures are those of the work that was asked for: less work is easily gentle. */
        boolean hasDoneAll() {
            return trial.kept() && Fate.of(trial).hasStoredAll();
        }

        String name() {
            return arm.name();
        }
    }

    static Comparison of(Run run) {
        TreeMap<Integer, List<Row>> byRate = new TreeMap<>(Comparator.reverseOrder());
        List<ArmRun> writing = run.arms().stream().filter(ArmRun::writes).toList();
        for (ArmRun arm : writing) {
            for (Step step : arm.steps()) {
                row(run, arm, step)
                        .ifPresent(row -> byRate.computeIfAbsent(step.rate(), rate -> new ArrayList<>())
                                .add(row));
            }
        }
        int rate = 0;
        List<Row> rows = List.of();
        for (var candidate : byRate.entrySet()) {
            if (candidate.getValue().size() > rows.size()) {
                rate = candidate.getKey();
                rows = candidate.getValue();
            }
        }
        List<Row> chosen = rows;
        List<String> absent = writing.stream()
                .filter(arm -> chosen.stream().noneMatch(row -> row.arm().equals(arm)))
                .map(ArmRun::name)
                .toList();
        return new Comparison(
                rate,
                List.copyOf(rows),
                absent,
                control(run, Arm.Kind.IDLE, rate),
                control(run, Arm.Kind.DISCARD, rate));
    }

    /** At the nearest rate that the control was measured at, by ratio. */
    private static Optional<Row> control(Run run, Arm.Kind kind, int rate) {
        return run.arms(kind).stream()
                .flatMap(arm ->
                        arm.steps().stream().map(step -> row(run, arm, step)).flatMap(Optional::stream))
                .min(Comparator.comparingDouble(
                        row -> Math.abs(Math.log((row.trial().offeredPerSecond() + 1.0) / (rate + 1.0)))));
    }

    private static Optional<Row> row(Run run, ArmRun arm, Step step) {
        Trial trial = step.middle(run.operation());
        return Optional.ofNullable(trial.foreground().get(run.operation()))
                .map(latency -> new Row(arm, trial, P99.of(latency)));
    }

    List<Row> writers(Arm.Kind kind) {
        return writers.stream()
                .filter(row -> row.arm().arm().kind() == kind)
                .sorted(Comparator.comparingDouble(Row::p99Us))
                .toList();
    }

    /** The discarding control, if it kept up with the very rate of the comparison: only then it is a measure. */
    Optional<Row> measure() {
        return discard.filter(row -> row.trial().kept() && row.trial().offeredPerSecond() == rate);
    }

    /** What the foreground's p99 may reach. */
    Optional<P99> bound() {
        return measure().map(row -> row.p99().times(Foreground.BOUND));
    }

    /** In microseconds; NaN where none can be drawn. */
    double boundUs() {
        return bound().map(P99::us).orElse(Double.NaN);
    }
}
