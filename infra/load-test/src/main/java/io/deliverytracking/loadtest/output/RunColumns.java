package io.deliverytracking.loadtest.output;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Trial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each line begins with, so that the tables of several runs can be put together: which run, and which trial of it. Stateless. */
final class RunColumns {

    static final List<String> NAMES = List.of(
            "schema",
            "started_at",
            "commit",
            "set",
            "seed",
            "arm",
            "arm_kind",
            "scenario",
            "offered_per_second",
            "repetition");

    private RunColumns() {}

    static List<@Nullable Object> of(LoadTestResult result, Trial trial) {
        List<@Nullable Object> fields = new ArrayList<>();
        fields.add(result.schema());
        fields.add(result.startedAt());
        fields.add(result.environment().commit());
        fields.add(result.set());
        fields.add(result.seed());
        fields.add(trial.arm());
        fields.add(result.arms().stream()
                .filter(arm -> arm.name().equals(trial.arm()))
                .map(Arm::kind)
                .findFirst()
                .orElse(null));
        fields.add(trial.scenario());
        fields.add(trial.offeredPerSecond());
        fields.add(trial.repetition());
        return fields;
    }
}
