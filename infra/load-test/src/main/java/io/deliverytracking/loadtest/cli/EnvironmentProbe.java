package io.deliverytracking.loadtest.cli;

import io.deliverytracking.loadtest.foreground.Foreground;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Environment;
import io.deliverytracking.loadtest.sample.MachineCpu;
import io.deliverytracking.loadtest.trial.TrialSet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.postgresql.util.DriverInfo;

/** Finds out what the figures will hold for. Stateless; blocks for about a second. */
final class EnvironmentProbe {

    private static final String UNKNOWN = "unknown";
    private static final long COMMAND_PATIENCE_S = 10;
    private static final long LOOK_MS = 1_000;

    private EnvironmentProbe() {}

    static Environment of(Path checkout, Tables tables, TrialSet set, Foreground.Settings foreground)
            throws LabException {
        Map<String, String> postgres = tables.settings();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        versions.put("Postgres", postgres.getOrDefault("server_version", UNKNOWN));
        versions.put("Postgres JDBC driver", DriverInfo.DRIVER_VERSION);
        versions.put("Kafka clients", AppInfoParser.getVersion());
        return new Environment(
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                commit(checkout),
                versions,
                postgres,
                configuration(set, foreground));
    }

    private static Map<String, String> configuration(TrialSet set, Foreground.Settings foreground) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put(
                "foreground",
                foreground.perSecond() + " operations/s on " + foreground.connections()
                        + " connections: 70% read, 10% create, 20% update");
        configuration.put(
                "steady trial",
                set.steady().warmUp() + " s of warm-up, " + set.steady().load() + " s measured");
        configuration.put("topic", "12 partitions, keyed by rider, no compression");
        configuration.put("riders", "100,000, who take turns");
        configuration.put(
                "processors before the first trial",
                busyBefore()
                        .map(busy -> String.format(Locale.ROOT, "%.0f%% busy with other things", 100 * busy))
                        .orElse(UNKNOWN));
        return configuration;
    }

    /** A machine that has other work measures that work, too. */
    private static Optional<Double> busyBefore() {
        MachineCpu machine = new MachineCpu();
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return machine.sample().map(MachineCpu.Shares::busy);
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException elsewhere) {
            return output(Path.of("."), "sysctl", "-n", "machdep.cpu.brand_string");
        }
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String commit(Path checkout) {
        String commit = output(checkout, "git", "rev-parse", "--short=12", "HEAD");
        if (commit.equals(UNKNOWN)) {
            return UNKNOWN;
        }
        String changes = output(checkout, "git", "status", "--porcelain", "--untracked-files=no");
        return changes.isEmpty() ? commit : commit + "-dirty";
    }

    private static String output(Path directory, String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor(COMMAND_PATIENCE_S, TimeUnit.SECONDS) && process.exitValue() == 0 ? text : UNKNOWN;
        } catch (IOException notThere) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
