package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.LoadTestResult;
import io.deliverytracking.loadtest.result.Scenario;
import io.deliverytracking.loadtest.result.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes reports of runs that never were, to look at: into {@code target/sample-reports}, or the folder that is named. */
final class ReportSample {

    private ReportSample() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length == 0 ? "target/sample-reports" : arguments[0]);
        Files.createDirectories(folder);
        for (Map.Entry<String, LoadTestResult> sample : samples().entrySet()) {
            Path file = folder.resolve(sample.getKey() + ".html");
            Report.write(sample.getValue(), file);
            System.out.println(file.toAbsolutePath());
        }
    }

    private static Map<String, LoadTestResult> samples() {
        return Map.of(
                "full",
                SampleResult.full(),
                "kills-only",
                only(trial -> trial.scenario() == Scenario.KILL || trial.scenario() == Scenario.STEADY),
                "steady-only",
                only(trial -> trial.scenario() == Scenario.STEADY && trial.offeredPerSecond() <= 20_000),
                "one-trial",
                only(trial -> trial.arm().equals("log-copy") && trial.offeredPerSecond() == 50_000),
                "nothing",
                only(trial -> false));
    }

    private static LoadTestResult only(Predicate<Trial> condition) {
        LoadTestResult full = SampleResult.full();
        List<Trial> trials = full.trials().stream().filter(condition).toList();
        return SampleResult.with(full.arms(), trials);
    }
}
