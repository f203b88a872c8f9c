package io.deliverytracking.traces.file;

import java.io.IOException;
import java.io.InputStream;

/**
 * One file that may hold fixes.
 *
 * @param name its path, to show; within an archive {@code archive!/path}
 * @param rider who its fixes are of, where it does not say so: its name without folders and ending, or more of its path
 *     where another file has the same
 * @param content opens it
 */
public record TraceFile(String name, String rider, Content content) {

    /** Opens a file; whoever asks closes it. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }
}
