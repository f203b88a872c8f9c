package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Failure;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;

/** What the run lacks, and what a sceptic should hold against the experiment. Stateless. */
final class DoubtsSection {

    /** Below this a p99.9 rests on fewer than ten operations. */
    private static final long FOR_P999 = 10_000;

    private DoubtsSection() {}

    static Tag drawn(Run run, Comparison comparison) {
        Tag section = Layout.section("doubts", "What speaks against it");
        List<String> missing = missing(run, comparison);
        if (!missing.isEmpty()) {
            section.add(Tag.of("h3", "Missing from this run")).add(Layout.list(missing));
        }
        List<String> weaknesses = new ArrayList<>(run.result().weaknesses());
        weaknesses.addAll(ofTheReport(run));
        return section.add(Tag.of("h3", "Weaknesses of the experiment")).add(Layout.list(weaknesses));
    }

    static List<String> missing(Run run, Comparison comparison) {
        List<String> missing = new ArrayList<>(run.missing());
        if (run.result().trials().isEmpty()) {
            missing.add("There are no trials: nothing was measured.");
        }
        absent(run, Arm.Kind.IDLE, missing, "No idle control: what the foreground feels alone is not known.");
        absent(
                run,
                Arm.Kind.DISCARD,
                missing,
                "No discarding control: what the shared processor alone costs the foreground is not known, and no bound can be"
                        + " drawn.");
        absent(run, Arm.Kind.LOG, missing, "No arm with the log.");
        absent(run, Arm.Kind.DIRECT, missing, "No direct arm.");
        for (Failure failure : run.result().failures()) {
            missing.add(failure.arm() + " at " + Figures.rate(failure.offeredPerSecond()) + " ("
                    + Timeline.words(failure.scenario()) + ") came to no result: " + ended(failure.reason()));
        }
        for (ArmRun arm : run.arms()) {
            if (arm.trials().isEmpty()) {
                missing.add("The arm " + arm.name() + " has no finished trial.");
            }
        }
        if (!comparison.absent().isEmpty()) {
            missing.add("At " + Figures.rate(comparison.rate())
                    + ", the rate of the comparison, there are no foreground figures of "
                    + Figures.list(comparison.absent()) + ".");
        }
        List<String> strays = run.strays().stream().map(Trial::arm).distinct().toList();
        if (!strays.isEmpty()) {
            missing.add("The result has trials of arms that it doesn't describe; they are in the table of trials only: "
                    + Figures.list(strays) + ".");
        }
        if (!Double.isFinite(run.result().tookSeconds())) {
            missing.add("The result doesn't say how long the run took.");
        }
        return missing;
    }

    private static String ended(String reason) {
        return reason.endsWith(".") ? reason : reason + ".";
    }

    private static void absent(Run run, Arm.Kind kind, List<String> missing, String words) {
        if (run.arms(kind).stream().allMatch(arm -> arm.trials().isEmpty())) {
            missing.add(words);
        }
    }

    /** What this report itself can tell from the figures. */
    private static List<String> ofTheReport(Run run) {
        List<String> weaknesses = new ArrayList<>();
        List<Trial> trials = run.result().trials();
        if (!trials.isEmpty() && trials.stream().allMatch(trial -> trial.repetition() <= 1)) {
            weaknesses.add("Each trial ran once, so nothing is known about how far a repetition would differ.");
        }
        long fewest = trials.stream()
                .flatMap(trial -> trial.foreground().values().stream())
                .mapToLong(latency -> latency.count())
                .min()
                .orElse(Long.MAX_VALUE);
        if (fewest < FOR_P999) {
            weaknesses.add("Some of the foreground's distributions are of " + Figures.count(fewest)
                    + " operations only: their p99.9 rests on fewer than ten of them.");
        }
        weaknesses.add(
                "The ranges given for a p99 take every operation for independent of the others; a stall hits many at once, so"
                        + " the truth is rather wider.");
        if (run.result().environment().commit().endsWith("-dirty")) {
            weaknesses.add("The checkout had changes that no commit has.");
        }
        weaknesses.add("Where a trial ran several times, plots show the repetition with the middle p99 of "
                + Foreground.plural(run.operation()) + "; the table of trials has all.");
        weaknesses.add("Lines over time show the worst second of each stretch where there are more seconds than fit.");
        return weaknesses;
    }
}
