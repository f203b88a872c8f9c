package io.deliverytracking.loadtest.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory with everything in it. Stateless. */
public final class DirectoryTree {

    private DirectoryTree() {}

    /** Deletes it; one that is not there is fine. Nobody may be writing into it. */
    public static void delete(Path directory) throws LabException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new LabException("the directory " + directory + " can't be deleted: " + e.getMessage(), e);
        }
    }
}
