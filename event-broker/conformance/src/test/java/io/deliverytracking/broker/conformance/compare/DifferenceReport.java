package io.deliverytracking.broker.conformance.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All differences of a run, those of several versions in one line, as a file to read: whoever mends or allows one begins
 * here.
 *
 * <p>Threading: not thread-safe.
 */
public final class DifferenceReport {

    private final Map<String, Set<Short>> versions = new TreeMap<>();

    public void add(String about, String scenario, short version, List<Difference> differences) {
        for (Difference difference : differences) {
            versions.computeIfAbsent(about + ", \"" + scenario + "\", " + difference, any -> new TreeSet<>())
                    .add(version);
        }
    }

    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        versions.forEach((line, where) -> lines.add(line + "   (versions " + where + ")"));
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
