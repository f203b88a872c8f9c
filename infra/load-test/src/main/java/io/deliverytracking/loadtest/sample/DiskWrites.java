package io.deliverytracking.loadtest.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the whole machine has written to its disks, other people's processes included, from {@code /proc/vmstat}.
 *
 * <p>Stateless. Failure: empty where the system does not say.
 */
public final class DiskWrites {

    private static final Path STATISTICS = Path.of("/proc/vmstat");

    /** In KiB, whatever the name says. */
    private static final String WRITTEN = "pgpgout ";

    private DiskWrites() {}

    /** Bytes since boot. */
    public static OptionalLong bytes() {
        try {
            return parse(Files.readAllLines(STATISTICS));
        } catch (IOException elsewhere) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong parse(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(WRITTEN))
                .mapToLong(
                        line -> Long.parseLong(line.substring(WRITTEN.length()).strip()) << 10)
                .findFirst();
    }
}
