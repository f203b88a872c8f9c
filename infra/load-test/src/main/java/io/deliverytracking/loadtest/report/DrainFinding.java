package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How long each log took to be level again after a disturbance, and at which price for the foreground. Stateless. */
final class DrainFinding {

    private DrainFinding() {}

    /** A sentence for each trial with a log that was disturbed. */
    static List<String> of(List<Trial> trials) {
        List<String> sentences = new ArrayList<>();
        for (Trial trial : trials) {
            Optional<String> fault = ScenarioSection.fault(trial);
            if (fault.isPresent() && Timeline.has(trial, Timeline::lag)) {
                sentences.add(sentence(trial, fault.get()));
            }
        }
        return sentences;
    }

    private static String sentence(Trial trial, String fault) {
        Optional<Integer> level = Timeline.drainedAfter(trial, fault);
        List<Double> felt = Timeline.foregroundWhileDraining(trial, fault);
        String words = trial.arm()
                + (trial.repetition() > 1 ? ", run " + trial.repetition() + "," : "")
                + level.map(seconds -> " was level again " + seconds + " s after the end of the " + fault)
                        .orElse(" was not level again when the trial ended");
        return words
                + (felt.isEmpty()
                        ? "; what the foreground felt meanwhile was not measured."
                        : "; until then the foreground's p99 was " + Figures.briefly(felt.get(felt.size() / 2))
                                + " in the middle one of " + felt.size()
                                + (felt.size() == 1 ? " second and " : " seconds and ")
                                + Figures.briefly(felt.get(felt.size() - 1)) + " in the worst.");
    }
}
