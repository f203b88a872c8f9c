package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Trial;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A result in order for reading.
 *
 * @param arms in the result's order
 * @param operation what of the foreground the arms are judged by
 * @param missing what the result lacks, a sentence each
 */
record Run(LoadTestResult result, List<ArmRun> arms, String operation, List<String> missing) {

    static Run of(LoadTestResult raw) {
        Tidied tidied = Tidied.of(raw);
        LoadTestResult result = tidied.result();
        Set<String> names = new HashSet<>();
        List<ArmRun> arms = result.arms().stream()
                .filter(arm -> names.add(arm.name()))
                .map(arm -> ArmRun.of(arm, result.trials()))
                .toList();
        return new Run(result, arms, Foreground.judged(result.trials()), tidied.missing());
    }

    List<ArmRun> arms(Arm.Kind kind) {
        return arms.stream().filter(arm -> arm.arm().kind() == kind).toList();
    }

    /** Trials whose arm the result doesn't describe: they are in the table of trials only. */
    List<Trial> strays() {
        Set<String> names = new HashSet<>();
        arms.forEach(arm -> names.add(arm.name()));
        return result.trials().stream()
                .filter(trial -> !names.contains(trial.arm()))
                .toList();
    }
}
