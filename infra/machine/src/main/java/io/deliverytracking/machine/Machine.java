package io.deliverytracking.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine that this process runs on.
 *
 * @param processor   model, as the system says it; {@link #UNKNOWN} where it does not
 * @param cores       that this process may use
 * @param memoryBytes of the machine; 0 where the system does not say
 * @param os          name, version and architecture
 */
public record Machine(String processor, int cores, long memoryBytes, String os) {

    public static final String UNKNOWN = "unknown";

    /** Asks the system; starts a process where there is no {@code /proc}. */
    public static Machine look() {
        return new Machine(
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                totalMemoryBytes(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    private static String processorModel() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException elsewhere) {
            return Answer.of(Path.of("."), "sysctl", "-n", "machdep.cpu.brand_string")
                    .orElse(UNKNOWN);
        }
    }

    private static long totalMemoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
