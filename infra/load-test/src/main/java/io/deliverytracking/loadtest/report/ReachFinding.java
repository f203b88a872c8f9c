package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How far each way goes before it no longer keeps up. Stateless. */
final class ReachFinding {

    private ReachFinding() {}

    static Finding of(Run run) {
        List<ArmRun> log = strongestFirst(run, Arm.Kind.LOG);
        List<ArmRun> direct = strongestFirst(run, Arm.Kind.DIRECT);
        return new Finding(sentence(log, direct), smallPrint(run, log, direct));
    }

    private static List<ArmRun> strongestFirst(Run run, Arm.Kind kind) {
        return run.arms(kind).stream()
                .filter(arm -> !arm.steps().isEmpty())
                .sorted(Comparator.comparingInt(ReachFinding::held).reversed())
                .toList();
    }

    private static int held(ArmRun arm) {
        return arm.lastHeld().map(Step::rate).orElse(0);
    }

    private static String sentence(List<ArmRun> log, List<ArmRun> direct) {
        if (log.isEmpty() && direct.isEmpty()) {
            return "No arm that writes was measured at a steady rate, so no knee can be shown.";
        }
        if (log.isEmpty()) {
            return "Written directly, " + reach(direct) + "; no arm with the log was measured at a steady rate.";
        }
        if (direct.isEmpty()) {
            return "Through the log, " + reach(log) + "; no direct arm was measured at a steady rate.";
        }
        return "Through the log, " + reach(log) + "; written directly, " + reach(direct)
                + verdict(log.get(0), direct.get(0)) + ".";
    }

    private static String reach(List<ArmRun> strongestFirst) {
        ArmRun strongest = strongestFirst.get(0);
        ArmRun weakest = strongestFirst.get(strongestFirst.size() - 1);
        String words = strongest.name()
                + (held(strongest) == 0 ? " does not keep up with even " : " keeps up with ")
                + Figures.rate(held(strongest) == 0 ? strongest.steps().get(0).rate() : held(strongest))
                + (strongest.firstNotHeld().isEmpty() ? ", the highest rate it was offered" : "");
        return held(weakest) == held(strongest)
                ? words
                : words + (strongest.firstNotHeld().isEmpty() ? "," : "") + " and " + weakest.name() + " with "
                        + (held(weakest) == 0
                                ? "not even "
                                        + Figures.count(weakest.steps().get(0).rate())
                                : Figures.count(held(weakest)));
    }

    private static String verdict(ArmRun log, ArmRun direct) {
        boolean kneesUnseen =
                log.firstNotHeld().isEmpty() && direct.firstNotHeld().isEmpty();
        if (held(log) > held(direct)) {
            return "";
        }
        if (kneesUnseen) {
            return ": no rate was high enough to tell the best of both apart";
        }
        return held(log) == held(direct) ? ": here both go equally far" : ": here the log does not go further";
    }

    private static String smallPrint(Run run, List<ArmRun> log, List<ArmRun> direct) {
        List<String> sentences = new ArrayList<>();
        sentences.add(
                "What reached the table while the load was on; a point above the line: rows that had waited since the warm-up. Keeping up: 99.9% of what was due is acknowledged, and nothing piles"
                        + " up; where an arm doesn't, its mark is hollow.");
        stopped(direct).ifPresent(sentences::add);
        stopped(log).ifPresent(sentences::add);
        for (ArmRun control : strongestFirst(run, Arm.Kind.DISCARD)) {
            sentences.add("The pipeline alone, storing nothing, "
                    + (held(control) == 0
                            ? "does not keep up either."
                            : "keeps up with " + Figures.rate(held(control))
                                    + (control.firstNotHeld().isEmpty() ? ", the highest it was offered." : ".")));
        }
        return String.join(" ", sentences);
    }

    /** What stopped the strongest of these. */
    private static Optional<String> stopped(List<ArmRun> strongestFirst) {
        return strongestFirst.stream().findFirst().flatMap(ArmRun::firstNotHeld).map(step -> {
            String bottleneck = step.trials().get(0).bottleneck();
            return "What stops " + strongestFirst.get(0).name() + " at " + Figures.count(step.rate()) + ": "
                    + bottleneck + (bottleneck.endsWith(".") ? "" : ".");
        });
    }
}
