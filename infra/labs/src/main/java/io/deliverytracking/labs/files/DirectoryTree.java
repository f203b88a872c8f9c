package io.deliverytracking.labs.files;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/** A directory of a server that a lesson started, with all that is in it. */
public final class DirectoryTree {

    private DirectoryTree() {}

    /** Deletes it. What can't be deleted is left in the system's folder for temporary files, and told. */
    public static void delete(Path directory) {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            System.err.println("delivery: " + directory + " could not be deleted: " + e.getMessage());
        }
    }
}
