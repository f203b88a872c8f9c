package io.deliverytracking.labs.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory of a server that a lesson started, with all that is in it. */
public final class DirectoryTree {

    private DirectoryTree() {}

    /** Deletes it. What can't be deleted is left in the system's folder for temporary files, and told. */
    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println("delivery: " + directory + " could not be deleted: " + e.getMessage());
        }
    }
}
