package io.deliverytracking.loadtest.cli;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Trial;
import io.deliverytracking.loadtest.trial.LoadTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a load test was whole, and kept the log's promise, on which everything stands: nothing acknowledged is lost, and nothing is
 * stored twice. What direct arms lose is a finding, not a failure.
 *
 * @param complaints a line each; none is good
 */
record Verdict(List<String> complaints) {

    Verdict {
        complaints = List.copyOf(complaints);
    }

    static Verdict of(LoadTest.Outcome outcome) {
        List<String> complaints = new ArrayList<>();
        Set<String> logArms = outcome.result().arms().stream()
                .filter(arm -> arm.kind() == Arm.Kind.LOG)
                .map(Arm::name)
                .collect(Collectors.toSet());
        for (Trial trial : outcome.result().trials()) {
            boolean broken = trial.counts().lost() > 0 || trial.counts().duplicated() > 0;
            if (broken && logArms.contains(trial.arm())) {
                complaints.add(String.format(
                        Locale.ROOT,
                        "%s lost %,d events and stored %,d twice.",
                        title(trial),
                        trial.counts().lost(),
                        trial.counts().duplicated()));
            }
            trial.remarks().stream()
                    .filter(remark -> remark.contains(LoadTest.FAULT_OF_OURS))
                    .forEach(remark -> complaints.add(title(trial) + ": " + remark));
        }
        int nothing = outcome.result().failures().size();
        if (nothing > 0) {
            complaints.add(nothing == 1 ? "One trial came to nothing." : nothing + " trials came to nothing.");
        }
        if (!outcome.whole()) {
            complaints.add("Not all trials had their turn.");
        }
        return new Verdict(complaints);
    }

    private static String title(Trial trial) {
        return String.format(
                Locale.ROOT,
                "%s at %,d/s (%s)",
                trial.arm(),
                trial.offeredPerSecond(),
                trial.scenario().name().toLowerCase(Locale.ROOT));
    }

    int exitStatus() {
        return complaints.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
