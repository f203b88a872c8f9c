package io.deliverytracking.broker.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary directories of tests. */
final class Directories {

    private Directories() {}

    static void delete(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // Deleted meanwhile: that is what was wanted.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
