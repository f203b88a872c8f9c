package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What an outage, a kill or plain overload took from each way. Stateless. */
final class LossFinding {

    private LossFinding() {}

    static Finding of(Run run, Comparison comparison) {
        return new Finding(sentence(run, comparison), (overloaded(run) + totals(run)).strip());
    }

    /** What the third plot shows: the outage; without one the kills; without these the steady trials at the common rate. */
    static Scenario shown(Run run) {
        for (Scenario scenario : List.of(Scenario.OUTAGE, Scenario.KILL)) {
            if (run.arms().stream()
                    .anyMatch(arm -> arm.writes() && !arm.in(scenario).isEmpty())) {
                return scenario;
            }
        }
        return Scenario.STEADY;
    }

    /** Trials of the shown scenario, of arms of one kind. */
    static List<Trial> shownTrials(Run run, Comparison comparison, Arm.Kind kind) {
        Scenario scenario = shown(run);
        return run.arms(kind).stream()
                .flatMap(arm -> arm.in(scenario).stream())
                .filter(trial -> scenario != Scenario.STEADY || trial.offeredPerSecond() == comparison.rate())
                .toList();
    }

    private static String sentence(Run run, Comparison comparison) {
        List<Trial> log = shownTrials(run, comparison, Arm.Kind.LOG);
        List<Trial> direct = shownTrials(run, comparison, Arm.Kind.DIRECT);
        if (log.isEmpty() && direct.isEmpty()) {
            return "No arm that writes was measured, so nothing is known about losses.";
        }
        return switch (shown(run)) {
            case OUTAGE -> outage(log, direct);
            case KILL -> "With the writing process killed at random moments, " + losses(log, direct) + ".";
            default -> "At " + Figures.rate(comparison.rate()) + " and without a fault, " + losses(log, direct) + ".";
        };
    }

    private static String outage(List<Trial> log, List<Trial> direct) {
        List<Trial> all = new ArrayList<>(log);
        all.addAll(direct);
        int seconds = all.stream()
                .mapToInt(trial -> Timeline.seconds(trial, Timeline.OUTAGE))
                .max()
                .orElse(0);
        String begin = "Postgres away" + (seconds == 0 ? "" : " for " + seconds + " s") + " at " + rates(all) + ": ";
        List<String> parts = new ArrayList<>();
        if (!log.isEmpty()) {
            parts.add("the log kept " + peak(log) + " for later, lost " + orNone(lost(log)) + unstored(log)
                    + drained(log));
        }
        if (!direct.isEmpty()) {
            parts.add(
                    sum(direct, LossFinding::notStored) == 0
                            ? "direct writes stored all of theirs"
                            : "direct writes never stored " + shareRange(direct) + " of theirs"
                                    + (lost(direct) == 0
                                            ? ""
                                            : ", " + Figures.roughly(lost(direct)) + " events although acknowledged"));
        }
        if (log.isEmpty()) {
            parts.add("no arm with the log went through it");
        }
        if (direct.isEmpty()) {
            parts.add("no direct arm went through it");
        }
        return begin + String.join("; ", parts) + ".";
    }

    private static String rates(List<Trial> trials) {
        int least = trials.stream().mapToInt(Trial::offeredPerSecond).min().orElse(0);
        int most = trials.stream().mapToInt(Trial::offeredPerSecond).max().orElse(0);
        return (least == most ? "" : Figures.count(least) + " to ") + Figures.rate(most);
    }

    private static String peak(List<Trial> log) {
        return log.stream()
                .map(trial -> trial.resources().peakLag())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .stream()
                .mapToObj(peak -> "up to " + Figures.roughly(peak) + " events")
                .findFirst()
                .orElse("the events");
    }

    private static String drained(List<Trial> log) {
        List<Optional<Integer>> drains = log.stream()
                .map(trial -> Timeline.drainedAfter(trial, Timeline.OUTAGE))
                .toList();
        if (log.stream().noneMatch(trial -> Timeline.seconds(trial, Timeline.OUTAGE) > 0)) {
            return "";
        }
        if (drains.stream().anyMatch(Optional::isEmpty)) {
            return " and had not caught up when the trial ended";
        }
        int slowest = drains.stream().mapToInt(Optional::orElseThrow).max().orElse(0);
        return " and had caught up " + slowest + " s after its return";
    }

    /** What the log's arms refused, which is not lost after an acknowledgement, but not stored either. */
    private static String unstored(List<Trial> log) {
        long refused = sum(log, trial -> trial.counts().refused());
        return refused == 0 ? "" : ", turned " + Figures.roughly(refused) + " away";
    }

    private static String shareRange(List<Trial> direct) {
        Trial least = direct.get(0);
        Trial most = direct.get(0);
        for (Trial trial : direct) {
            least = portion(trial) < portion(least) ? trial : least;
            most = portion(trial) > portion(most) ? trial : most;
        }
        String from = Figures.share(notStored(least), least.counts().offered());
        String to = Figures.share(notStored(most), most.counts().offered());
        return from.equals(to) ? to : from + " to " + to;
    }

    private static double portion(Trial trial) {
        return notStored(trial) / (double) Math.max(1, trial.counts().offered());
    }

    /** Events, not rows: a second row of an event stores nothing. */
    static long storedOnce(Trial trial) {
        return trial.counts().stored() - trial.counts().duplicated();
    }

    private static long notStored(Trial trial) {
        return Math.max(0, trial.counts().offered() - storedOnce(trial));
    }

    private static String losses(List<Trial> log, List<Trial> direct) {
        return (log.isEmpty() ? "no arm with the log was measured" : "the log lost " + ofAcknowledged(log))
                + "; "
                + (direct.isEmpty()
                        ? "no direct arm was measured"
                        : "direct writes lost " + ofAcknowledged(direct) + " and turned " + turnedAway(direct)
                                + " away");
    }

    private static String turnedAway(List<Trial> trials) {
        long refused = sum(trials, trial -> trial.counts().refused());
        return refused == 0
                ? "none"
                : Figures.share(refused, sum(trials, trial -> trial.counts().offered()));
    }

    private static String ofAcknowledged(List<Trial> trials) {
        return orNone(lost(trials)) + " of "
                + Figures.roughly(sum(trials, trial -> trial.counts().acknowledged())) + " acknowledged events";
    }

    private static String orNone(long lost) {
        return lost == 0 ? "none" : Figures.count(lost);
    }

    /** What an outage can't be blamed for: arms that are too slow for the rate anyhow. */
    private static String overloaded(Run run) {
        if (shown(run) != Scenario.OUTAGE) {
            return "";
        }
        List<String> names = run.arms().stream()
                .filter(ArmRun::writes)
                .filter(arm -> arm.firstNotHeld()
                        .filter(step -> arm.in(Scenario.OUTAGE).stream()
                                .anyMatch(trial -> trial.offeredPerSecond() >= step.rate()))
                        .isPresent())
                .map(ArmRun::name)
                .toList();
        return names.isEmpty()
                ? ""
                : "Without an outage, too, that rate is more than these keep up with: " + Figures.list(names) + ". ";
    }

    private static String totals(Run run) {
        List<String> sentences = new ArrayList<>();
        total(run, Arm.Kind.LOG, "through the log").ifPresent(sentences::add);
        total(run, Arm.Kind.DIRECT, "direct").ifPresent(sentences::add);
        return sentences.isEmpty() ? "" : "All trials together: " + String.join("; ", sentences) + ".";
    }

    private static Optional<String> total(Run run, Arm.Kind kind, String name) {
        List<Trial> trials =
                run.arms(kind).stream().flatMap(arm -> arm.trials().stream()).toList();
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                name + " " + Figures.count(sum(trials, trial -> trial.counts().acknowledged()))
                        + " acknowledged, " + Figures.count(lost(trials)) + " of them lost, "
                        + Figures.count(sum(trials, trial -> trial.counts().duplicated())) + " stored twice");
    }

    private static long lost(List<Trial> trials) {
        return sum(trials, trial -> trial.counts().lost());
    }

    private static long sum(List<Trial> trials, ToLongFunction<Trial> figure) {
        return trials.stream().mapToLong(figure).sum();
    }
}
