package io.deliverytracking.broker.benchmark.probe;

import io.deliverytracking.broker.benchmark.result.Environment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;

/** Finds out what the figures will hold for. Stateless. */
public final class EnvironmentProbe {

    private static final String UNKNOWN = "unknown";
    private static final long COMMAND_PATIENCE_S = 10;

    private EnvironmentProbe() {}

    /**
     * Looks around.
     *
     * @param settings of each broker's process
     */
    public static Environment look(Path checkout, Map<String, List<String>> settings) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put(
                "JDK of brokers and clients",
                System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"));
        versions.put("Kafka clients, and Apache Kafka", AppInfoParser.getVersion());
        return new Environment(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                memoryBytes(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                commit(checkout),
                versions,
                new LinkedHashMap<>(settings));
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException elsewhere) {
            return UNKNOWN;
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
        return output(checkout, "git", "status", "--porcelain", "--untracked-files=no")
                        .isEmpty()
                ? commit
                : commit + "-dirty";
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
