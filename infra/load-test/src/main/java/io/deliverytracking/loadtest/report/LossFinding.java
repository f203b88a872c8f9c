package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an outage, a kill or plain overload took from each way, told of both sides in the same words. Stateless. */
final class LossFinding {

    private LossFinding() {}

    static Finding of(Run run, Comparison comparison) {
        return new Finding(
                sentence(run, comparison), (missing(run, comparison) + overloaded(run) + totals(run)).strip());
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
        String begin = switch (shown(run)) {
            case OUTAGE -> "Postgres away" + outageSeconds(log, direct) + " at " + rates(log, direct) + ": ";
            case KILL -> "With the writing process killed at random moments: ";
            default -> "At " + Figures.rate(comparison.rate()) + " and without a fault: ";
        };
        return begin
                + (log.isEmpty()
                        ? "no arm with the log was measured"
                        : side("through the log ", log, "set aside as dead letters") + drained(log))
                + "; "
                + (direct.isEmpty() ? "no direct arm was measured" : side("direct ", direct, "still in memory")) + ".";
    }

    /** The same words for either: how much is in the database, what was acknowledged for nothing, what still waits. */
    private static String side(String name, List<Trial> trials, String aside) {
        Fate fate = Fate.of(trials);
        // Of each on its own: what one has stored beyond its acknowledgements is not another's.
        long setAside = trials.stream().map(Fate::of).mapToLong(Fate::setAside).sum();
        return name + "stored " + Fate.storedRange(trials) + ", lost " + lost(trials, fate)
                + (fate.inLog() == 0 ? "" : ", still in the log " + Figures.roughly(fate.inLog()))
                + (setAside == 0 ? "" : ", " + aside + " " + Figures.roughly(setAside));
    }

    /** How many acknowledged events, and whose. */
    private static String lost(List<Trial> trials, Fate fate) {
        if (fate.lost() == 0) {
            return "none";
        }
        List<String> losers = trials.stream()
                .filter(trial -> trial.counts().lost() > 0)
                .map(Trial::arm)
                .distinct()
                .toList();
        return Figures.count(fate.lost()) + " (" + Figures.list(losers) + ")";
    }

    private static String outageSeconds(List<Trial> log, List<Trial> direct) {
        int seconds = both(log, direct).stream()
                .mapToInt(trial -> Timeline.seconds(trial, Timeline.OUTAGE))
                .max()
                .orElse(0);
        return seconds == 0 ? "" : " for " + seconds + " s";
    }

    private static List<Trial> both(List<Trial> log, List<Trial> direct) {
        List<Trial> all = new ArrayList<>(log);
        all.addAll(direct);
        return all;
    }

    private static String rates(List<Trial> log, List<Trial> direct) {
        List<Trial> trials = both(log, direct);
        int least = trials.stream().mapToInt(Trial::offeredPerSecond).min().orElse(0);
        int most = trials.stream().mapToInt(Trial::offeredPerSecond).max().orElse(0);
        return (least == most ? "" : Figures.count(least) + " to ") + Figures.rate(most);
    }

    /** Arm by arm; the section on the scenario says at which price. */
    private static String drained(List<Trial> log) {
        if (log.stream().noneMatch(trial -> Timeline.seconds(trial, Timeline.OUTAGE) > 0)) {
            return "";
        }
        List<String> late = new ArrayList<>();
        List<String> level = new ArrayList<>();
        for (Trial trial : log) {
            Optional<Integer> after = Timeline.drainedAfter(trial, Timeline.OUTAGE);
            if (after.isPresent()) {
                level.add(trial.arm() + " " + after.get() + " s");
            } else {
                late.add(trial.arm());
            }
        }
        return (level.isEmpty() ? "" : " and had caught up after the return in " + Figures.list(level))
                + (late.isEmpty() ? "" : "; not caught up when the trial ended: " + Figures.list(late));
    }

    /** Where the events are that nobody acknowledged: no loss to whoever waits for an answer, and not in the database. */
    private static String missing(Run run, Comparison comparison) {
        List<String> sides = new ArrayList<>();
        missing("through the log", shownTrials(run, comparison, Arm.Kind.LOG)).ifPresent(sides::add);
        missing("direct", shownTrials(run, comparison, Arm.Kind.DIRECT)).ifPresent(sides::add);
        return sides.isEmpty() ? "" : "Never acknowledged: " + String.join("; ", sides) + ". ";
    }

    private static Optional<String> missing(String name, List<Trial> trials) {
        Fate fate = Fate.of(trials);
        if (fate.notAcknowledged() == 0) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        part(fate.refused(), "refused by a full queue", parts);
        part(fate.unanswered(), "taken and given up or cut off", parts);
        part(fate.unoffered(), "due while the application was dead or had no processor", parts);
        return Optional.of(name + " " + Figures.share(fate.notAcknowledged(), fate.due()) + " of "
                + Figures.roughly(fate.due()) + " due"
                + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")"));
    }

    private static void part(long events, String words, List<String> parts) {
        if (events > 0) {
            parts.add(Figures.roughly(events) + " " + words);
        }
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
        Fate fate = Fate.of(trials);
        return Optional.of(name + " " + Figures.count(fate.acknowledged()) + " acknowledged, " + lost(trials, fate)
                + " lost, " + (fate.inLog() == 0 ? "" : Figures.count(fate.inLog()) + " still in the log, ")
                + Figures.count(fate.duplicated()) + " stored twice");
    }
}
