package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.report.html.Tag;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;

/** All scenarios that ran, and the names of those that did not. Stateless. */
final class ScenariosSection {

    /** A steady trial at least this long is a soak: partitions, autovacuum and checkpoints are in the picture. */
    private static final double SOAK_SECONDS = 600;

    private ScenariosSection() {}

    static Tag drawn(Run run) {
        Tag section = Layout.section("scenarios", "When something happens");
        section.add(Layout.note(
                "Plots of one scenario share their scales. The shaded stretches are phases: grey the warm-up,"
                        + " orange the disturbance, blue the draining after the load has ended."));
        List<String> absent = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            if (scenario == Scenario.STEADY) {
                continue;
            }
            List<Trial> trials = run.result().trials().stream()
                    .filter(trial -> trial.scenario() == scenario)
                    .toList();
            if (trials.isEmpty()) {
                absent.add(Timeline.words(scenario));
            } else {
                section.add(ScenarioSection.drawn(
                        "scenario-" + Timeline.words(scenario), heading(scenario), description(scenario), trials));
            }
        }
        List<Trial> soaks =
                run.result().trials().stream().filter(ScenariosSection::soak).toList();
        if (soaks.isEmpty()) {
            absent.add("soak");
        } else {
            section.add(ScenarioSection.drawn(
                    "scenario-soak",
                    "Soak",
                    "A steady rate for long: partitions are made and dropped, autovacuum and checkpoints pass. Each point is the"
                            + " worst second of its stretch.",
                    soaks));
        }
        return absent.isEmpty()
                ? section
                : section.add(Layout.note("This run did not try: " + Figures.list(absent) + "."));
    }

    private static boolean soak(Trial trial) {
        return trial.scenario() == Scenario.STEADY && trial.measuredSeconds() >= SOAK_SECONDS;
    }

    private static String heading(Scenario scenario) {
        return switch (scenario) {
            case STEADY -> "Steady";
            case SPIKE -> "Spike";
            case OUTAGE -> "Outage";
            case SLOW_DATABASE -> "Lock";
            case KILL -> "Kill";
        };
    }

    private static String description(Scenario scenario) {
        return switch (scenario) {
            case STEADY -> "One rate throughout.";
            case SPIKE -> "Ten times the rate for a while: who takes it, who turns it away, and what the others feel.";
            case OUTAGE ->
                "Postgres is shut down at once while the load goes on, and started again later. The foreground has no"
                        + " database either; what counts is what it feels while the backlog drains.";
            case SLOW_DATABASE -> "Another session holds a lock on the table, so nobody can write to it for a while.";
            case KILL ->
                "The writing process is killed at random moments: the writer behind the log, the application itself in"
                        + " direct arms.";
        };
    }
}
