package io.deliverytracking.loadtest.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/** A directory with everything in it. Stateless. */
public final class DirectoryTree {

    private DirectoryTree() {}

    /** Deletes it; one that is not there is fine. Nobody may be writing into it. */
    public static void delete(Path directory) throws LabException {
        try {
            Utils.delete(directory.toFile());
        } catch (IOException e) {
            throw new LabException("the directory " + directory + " can't be deleted: " + e.getMessage(), e);
        }
    }
}
