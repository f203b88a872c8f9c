package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Arm;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.result.Failure;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Resources;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Second;
import io.deliverytracking.loadtest.result.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A result made whole: what a file of an interrupted run or of another version lacks is empty here, and named.
 *
 * <p>The records promise that most of their parts are there, but a report must also come out of what Jackson made from half a
 * file. A trial without what gives its other figures a meaning is left out, never shown with zeros.
 *
 * @param missing a sentence for each thing that was not there
 */
record Tidied(LoadTestResult result, List<String> missing) {

    private static final String UNKNOWN = "unknown";

    static Tidied of(LoadTestResult raw) {
        List<String> missing = new ArrayList<>();
        if (raw.environment() == null) {
            missing.add("The result says nothing about the machine, the versions and the settings it was taken with.");
        }
        if (raw.startedAt() == null) {
            missing.add("The result does not say when it was taken.");
        }
        LoadTestResult whole = new LoadTestResult(
                raw.schema(),
                text(raw.set()),
                Objects.requireNonNullElse(raw.startedAt(), Instant.EPOCH),
                raw.tookSeconds(),
                raw.headline(),
                raw.seed(),
                present(raw.options()),
                environment(raw.environment()),
                present(raw.arms()).stream()
                        .filter(arm -> arm.name() != null && arm.kind() != null)
                        .map(Tidied::arm)
                        .toList(),
                trials(raw, missing),
                present(raw.failures()).stream().map(Tidied::failure).toList(),
                present(raw.weaknesses()));
        return new Tidied(whole, List.copyOf(missing));
    }

    private static List<Trial> trials(LoadTestResult raw, List<String> missing) {
        List<Trial> whole = new ArrayList<>();
        for (Trial trial : present(raw.trials())) {
            List<String> lacks = new ArrayList<>();
            if (trial.arm() == null) {
                lacks.add("the name of its arm");
            }
            if (trial.scenario() == null) {
                lacks.add("its scenario");
            }
            if (trial.counts() == null) {
                lacks.add("its counts");
            }
            if (trial.resources() == null) {
                lacks.add("its resources");
            }
            if (lacks.isEmpty()) {
                whole.add(trial(trial));
            } else {
                missing.add("A trial of " + text(trial.arm()) + " at " + Figures.rate(trial.offeredPerSecond())
                        + " is left out: it lacks " + Figures.list(lacks) + ".");
            }
        }
        return whole;
    }

    private static Trial trial(Trial trial) {
        return new Trial(
                trial.arm(),
                trial.scenario(),
                trial.offeredPerSecond(),
                trial.repetition(),
                trial.warmUpSeconds(),
                trial.measuredSeconds(),
                trial.kept(),
                trial.counts(),
                Figures.measured(trial.acknowledgement()),
                Figures.measured(trial.visibility()),
                foreground(present(trial.foreground())),
                trial.foregroundErrors(),
                resources(trial.resources()),
                present(trial.moments()).stream()
                        .filter(moment -> moment.what() != null && Double.isFinite(moment.atSeconds()))
                        .toList(),
                present(trial.timeline()).stream().map(Tidied::second).toList(),
                text(trial.bottleneck()),
                present(trial.remarks()));
    }

    private static Map<String, Latency> foreground(Map<String, Latency> raw) {
        Map<String, Latency> whole = new TreeMap<>(raw);
        whole.values().removeIf(latency -> Figures.measured(latency) == null);
        return whole;
    }

    private static Resources resources(Resources raw) {
        return new Resources(
                finite(raw.cpuSeconds()),
                raw.walBytes(),
                raw.tableBytesPerMillion(),
                raw.peakQueueBytes(),
                raw.peakLag(),
                raw.drainSeconds());
    }

    private static Second second(Second raw) {
        return new Second(
                raw.at(),
                raw.phase() == null ? "" : raw.phase(),
                raw.due(),
                raw.offered(),
                raw.refused(),
                raw.acknowledged(),
                raw.failed(),
                raw.queueBytes(),
                raw.pending(),
                raw.lag(),
                raw.foregroundP99Us(),
                raw.foregroundErrors(),
                raw.acknowledgementP99Us(),
                raw.walBytes(),
                finite(raw.cpu()));
    }

    private static Failure failure(Failure raw) {
        return new Failure(
                text(raw.arm()),
                raw.offeredPerSecond(),
                Objects.requireNonNullElse(raw.scenario(), Scenario.STEADY),
                text(raw.reason()));
    }

    private static Map<String, Double> finite(Map<String, Double> raw) {
        Map<String, Double> whole = present(raw);
        whole.values().removeIf(value -> !Double.isFinite(value));
        return whole;
    }

    private static Arm arm(Arm arm) {
        return new Arm(
                arm.name(),
                arm.title() == null ? arm.name() : arm.title(),
                arm.kind(),
                arm.description() == null ? "" : arm.description(),
                present(arm.configuration()));
    }

    private static Environment environment(Environment raw) {
        return raw == null
                ? new Environment(UNKNOWN, 0, 0, UNKNOWN, UNKNOWN, Map.of(), Map.of(), Map.of())
                : new Environment(
                        text(raw.machine()),
                        raw.processors(),
                        raw.memoryBytes(),
                        text(raw.os()),
                        text(raw.commit()),
                        present(raw.versions()),
                        present(raw.postgresSettings()),
                        present(raw.configuration()));
    }

    private static String text(String raw) {
        return raw == null || raw.isBlank() ? UNKNOWN : raw;
    }

    private static <T> List<T> present(List<T> raw) {
        return raw == null ? List.of() : raw.stream().filter(Objects::nonNull).toList();
    }

    private static <T> Map<String, T> present(Map<String, T> raw) {
        Map<String, T> whole = new LinkedHashMap<>();
        if (raw != null) {
            raw.forEach((name, value) -> {
                if (name != null && value != null) {
                    whole.put(name, value);
                }
            });
        }
        return whole;
    }
}
