package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the project promises, in one line, whatever scenarios ran: at the rate of the set, steady, and without a fault. Stateless. */
final class HeadlineFinding {

    private static final String LOG = "log-copy";

    private HeadlineFinding() {}

    static String of(Run run) {
        int rate = run.result().headline();
        List<String> parts = new ArrayList<>();
        List<Trial> log = run.arms(Arm.Kind.LOG).stream()
                .filter(arm -> arm.name().equals(LOG))
                .flatMap(arm -> arm.step(rate).stream())
                .flatMap(step -> step.trials().stream())
                .toList();
        parts.add(log.isEmpty() ? LOG + " was not measured" : log(log, rate));
        parts.add("direct: " + direct(run, rate));
        if (!log.isEmpty()) {
            parts.add(felt(run, rate));
        }
        return "At " + Figures.rate(rate) + ", steady: " + String.join("; ", parts) + ".";
    }

    private static String log(List<Trial> trials, int rate) {
        Fate fate = Fate.of(trials);
        double lag = trials.stream()
                .mapToDouble(Timeline::peakLagUnderLoad)
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        return LOG + (trials.stream().allMatch(Trial::kept) ? "" : " did not keep up,") + " stored "
                + Fate.storedRange(trials) + ", lost " + Figures.count(fate.lost()) + ", "
                + Figures.count(fate.duplicated()) + " twice, "
                + (Double.isFinite(lag)
                        ? String.format(Locale.ROOT, "lag at most %.1f s while loaded", lag / Math.max(1, rate))
                        : "lag not told");
    }

    private static String direct(Run run, int rate) {
        List<Trial> trials = run.arms(Arm.Kind.DIRECT).stream()
                .flatMap(arm -> arm.step(rate).stream())
                .flatMap(step -> step.trials().stream())
                .toList();
        if (trials.isEmpty()) {
            return "not measured";
        }
        List<Trial> behind =
                trials.stream().filter(trial -> !Fate.of(trial).hasStoredAll()).toList();
        long all = trials.size() - behind.size();
        return behind.isEmpty()
                ? "all stored"
                : "not stored " + Fate.notStoredRange(behind)
                        + (all == 0 ? "" : " (" + all + " of " + trials.size() + " stored all)");
    }

    private static String felt(Run run, int rate) {
        Optional<P99> log = p99(run, Arm.Kind.LOG, rate);
        if (log.isEmpty()) {
            return "the foreground was not measured";
        }
        Optional<Trial> control = run.arms(Arm.Kind.DISCARD).stream()
                .flatMap(arm -> arm.step(rate).stream())
                .map(step -> step.middle(run.operation()))
                .findFirst();
        Optional<P99> discard = p99(run, Arm.Kind.DISCARD, rate);
        String times = discard.isEmpty()
                ? Figures.briefly(log.get().us()) + ", without a discarding control at this rate"
                : log.get().timesOf(discard.get()) + " the discarding control's "
                        + Figures.briefly(discard.get().us())
                        + (control.filter(Trial::kept).isPresent() ? "" : ", which did not keep up itself");
        return "p99 of " + Foreground.plural(run.operation()) + " " + times + " (idle: "
                + p99(run, Arm.Kind.IDLE, 0)
                        .map(idle -> Figures.briefly(idle.us()))
                        .orElse("not measured") + ")";
    }

    private static Optional<P99> p99(Run run, Arm.Kind kind, int rate) {
        return run.arms(kind).stream()
                .filter(arm -> kind != Arm.Kind.LOG || arm.name().equals(LOG))
                .flatMap(arm -> (kind == Arm.Kind.IDLE ? arm.steps().stream() : arm.step(rate).stream()))
                .flatMap(step ->
                        Optional.ofNullable(
                                step.middle(run.operation()).foreground().get(run.operation()))
                                .stream())
                .map(P99::of)
                .findFirst();
    }
}
