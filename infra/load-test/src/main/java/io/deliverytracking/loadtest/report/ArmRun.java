package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An arm with its trials.
 *
 * @param trials in the order in which they ran
 * @param steps the ladder of steady trials, by rising rate
 */
record ArmRun(Arm arm, List<Trial> trials, List<Step> steps) {

    static ArmRun of(Arm arm, List<Trial> all) {
        List<Trial> own =
                all.stream().filter(trial -> trial.arm().equals(arm.name())).toList();
        Map<Integer, List<Trial>> byRate = new TreeMap<>();
        for (Trial trial : own) {
            if (trial.scenario() == Scenario.STEADY) {
                byRate.computeIfAbsent(trial.offeredPerSecond(), rate -> new ArrayList<>())
                        .add(trial);
            }
        }
        List<Step> steps = new ArrayList<>();
        byRate.forEach((rate, trials) -> steps.add(new Step(rate, List.copyOf(trials))));
        return new ArmRun(arm, own, List.copyOf(steps));
    }

    String name() {
        return arm.name();
    }

    /** Whether it puts rows into the database: neither of the controls does. */
    boolean writes() {
        return arm.kind() == Arm.Kind.LOG || arm.kind() == Arm.Kind.DIRECT;
    }

    Optional<Step> step(int rate) {
        return steps.stream().filter(step -> step.rate() == rate).findFirst();
    }

    List<Trial> in(Scenario scenario) {
        return trials.stream().filter(trial -> trial.scenario() == scenario).toList();
    }

    /** The last rung below the first that did not hold: the arm's knee lies behind it. Empty where not even the first held. */
    Optional<Step> lastHeld() {
        Optional<Step> held = Optional.empty();
        for (Step step : steps) {
            if (!step.held()) {
                break;
            }
            held = Optional.of(step);
        }
        return held;
    }

    /** The first rung that did not hold. Empty where the ladder ended before the knee. */
    Optional<Step> firstNotHeld() {
        return steps.stream().filter(step -> !step.held()).findFirst();
    }
}
