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
    record Row(ArmRun arm, Trial trial, double p99Us) {

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
        double p99Us = Foreground.p99(trial, run.operation());
        return Double.isFinite(p99Us) ? Optional.of(new Row(arm, trial, p99Us)) : Optional.empty();
    }

    List<Row> writers(Arm.Kind kind) {
        return writers.stream()
                .filter(row -> row.arm().arm().kind() == kind)
                .sorted(Comparator.comparingDouble(Row::p99Us))
                .toList();
    }

    /** Microseconds that the foreground's p99 may reach; NaN without the discarding control. */
    double boundUs() {
        return discard.map(row -> Foreground.BOUND * row.p99Us()).orElse(Double.NaN);
    }
}
