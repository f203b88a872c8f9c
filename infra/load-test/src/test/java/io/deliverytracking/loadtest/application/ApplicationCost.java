package io.deliverytracking.loadtest.application;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.testkit.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What the whole application costs when it writes to the log: offered load, producer, ledger, and a line a second.
 *
 * <p>To be run by hand, on a machine that does nothing else; arguments are the rates:
 *
 * <pre>
 * java -cp target/test-classes:target/classes:... io.deliverytracking.loadtest.application.ApplicationCost 100000 200000
 * </pre>
 */
final class ApplicationCost {

    private static final int WARM_UP_S = 8;
    private static final int MEASURED_S = 10;
    private static final int PARTITIONS = 12;
    private static final int LINGER_MS = 5;

    private ApplicationCost() {}

    public static void main(String[] rates) throws Exception {
        for (String rate : rates) {
            try (EmbeddedBroker broker = EmbeddedBroker.start()) {
                broker.client().createTopic("locations", PARTITIONS);
                measure(Integer.parseInt(rate), broker);
            }
        }
        System.exit(0);
    }

    private static void measure(int rate, EmbeddedBroker broker) throws Exception {
        Path directory = Files.createTempDirectory("application-cost-");
        List<Phase> phases =
                List.of(new Phase("warm-up", WARM_UP_S, rate, false), new Phase("load", MEASURED_S, rate, true));
        ApplicationSettings settings = ApplicationSettings.log(
                new WayOfWriting.Log("locations", "all", LINGER_MS),
                phases,
                broker.bootstrapServers(),
                TestRun.session(),
                directory);
        Duration[] cpu = new Duration[WARM_UP_S + MEASURED_S + 1];
        ProcessHandle[] handle = new ProcessHandle[1];
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME, second -> {
            if (second.at() < cpu.length) {
                cpu[second.at()] = handle[0].info().totalCpuDuration().orElse(Duration.ZERO);
            }
        })) {
            handle[0] = ProcessHandle.of(application.pid()).orElseThrow();
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();
            double seconds =
                    cpu[WARM_UP_S + MEASURED_S - 1].minus(cpu[WARM_UP_S - 1]).toMillis() / 1e3;
            System.out.printf(
                    Locale.ROOT,
                    "%,d events/s: %.2f CPU seconds in %d s (%.1f%% of a core, %.2f us an event); refused %,d, late by %.1f ms at most, %s%n",
                    rate,
                    seconds,
                    MEASURED_S,
                    100 * seconds / MEASURED_S,
                    1e6 * seconds / MEASURED_S / rate,
                    summary.refused(),
                    summary.lateUs() / 1e3,
                    summary.acknowledgement());
        }
    }
}
