package io.deliverytracking.console.browser.benchmark;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.microsoft.playwright.PlaywrightException;
import io.deliverytracking.console.browser.chromium.Chromium;
import io.deliverytracking.console.browser.chromium.InstalledChromium;
import io.deliverytracking.console.browser.demo.Demo;
import io.deliverytracking.console.browser.demo.DemoOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the map in a headless Chromium: those of infra/docs/figures.md are its output. */
@Command(
        name = "console-benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Measures the console's map with every rider of the demo in view: the demo that runs, or one of its own.",
        footer = {
            "",
            "Exit status: 0 within the targets (script median 8 ms a frame, freshness p99 1 s) and, with a demo of its own,",
            "balanced; 1 not; 2 wrong options; 3 Chromium is missing, or the demo went away."
        })
public final class BenchmarkCommand implements Callable<Integer> {
    @Mixin
    private DemoOptions options = new DemoOptions();

    @Option(
            names = "--riders",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Riders of a demo of its own (default: ${DEFAULT-VALUE}).")
    private int riders;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long to measure (default: ${DEFAULT-VALUE}); each renderer.")
    private int seconds;

    @Option(
            names = "--settle",
            paramLabel = "N",
            defaultValue = "45",
            description = "Seconds before that with the map open (default: ${DEFAULT-VALUE}).")
    private int settle;

    @Override
    public Integer call() throws IOException {
        Path executable = InstalledChromium.find().orElse(null);
        if (executable == null) {
            System.err.println(InstalledChromium.MISSING);
            return 3;
        }
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        try (Demo demo = options.open(List.of("--riders", Integer.toString(riders)));
                Chromium chromium = Chromium.start(executable)) {
            long fleet =
                    demo.get("/services/simulator/api/simulator").path("riders").asLong();
            MapMeasurement measurement = new MapMeasurement(chromium, demo.console());
            long sentBefore = sent(demo);
            Instant sentFrom = Instant.now();
            List<MapFigures> maps = new ArrayList<>();
            for (String query : List.of("", "?renderer=webgl")) {
                maps.add(measure(demo, measurement, query, fleet));
            }
            double perSecond = (sent(demo) - sentBefore)
                    * 1000.0
                    / Math.max(1, Duration.between(sentFrom, Instant.now()).toMillis());
            Machine machine = Machine.describe(chromium.version(), options.checkout());
            OptionalInt ended = demo.end();
            String verdict = ended.isEmpty() ? "goes on" : ended.getAsInt() == 0 ? "balanced" : "not balanced";
            BenchmarkReport report = new BenchmarkReport(at.toString(), machine, verdict, perSecond, maps);
            System.out.print(report.asText());
            System.out.println("Written to " + write(report));
            return report.meetsTargets() && ended.orElse(0) == 0 ? 0 : 1;
        }
    }

    private MapFigures measure(Demo demo, MapMeasurement measurement, String query, long fleet) {
        try {
            return measurement.measure(query, fleet, Duration.ofSeconds(settle), Duration.ofSeconds(seconds));
        } catch (PlaywrightException e) {
            // A map without riders is the demo's end, if it has ended.
            sent(demo);
            throw e;
        }
    }

    private static long sent(Demo demo) {
        return demo.get("/services/simulator/api/simulator")
                .path("counts")
                .path("sent")
                .asLong();
    }

    private Path write(BenchmarkReport report) throws IOException {
        Path folder = Files.createDirectories(options.home().resolve("benchmarks"));
        Path file = folder.resolve("map-" + report.at().replace(":", "") + ".json");
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(file.toFile(), report);
        return file;
    }
}
