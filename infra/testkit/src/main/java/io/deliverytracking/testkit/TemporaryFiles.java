package io.deliverytracking.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Deletes what a test left. */
final class TemporaryFiles {
    private TemporaryFiles() {}

    /** Deletes a directory with all that is in it; best effort, since somebody else may be deleting it, too. */
    static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // Somebody else was quicker.
        }
    }
}
