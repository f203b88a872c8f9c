package io.deliverytracking.broker.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.util.logging.LogManager;

/**
 * Java's logging, which stays open until the process is gone, and is set up by {@code logging.properties} of this jar unless
 * {@code java.util.logging.config.file} names another.
 *
 * <p>Java's own closes all handlers when the process is asked to end, at the same time as the broker stops: whether a line of
 * that time is told would be luck. A handler that writes to the terminal has nothing to close.
 *
 * <p>Threading: any thread. Java makes one, by its name.
 */
public final class LastingLogManager extends LogManager {

    private static final String FILE = "/logging.properties";

    @Override
    public void readConfiguration() throws IOException {
        if (System.getProperty("java.util.logging.config.file") != null) {
            super.readConfiguration();
            return;
        }
        try (InputStream ours = LastingLogManager.class.getResourceAsStream(FILE)) {
            if (ours == null) {
                throw new IOException(FILE + " is missing in " + LastingLogManager.class.getModule());
            }
            readConfiguration(ours);
        }
    }

    /** Does nothing: it is called before there are handlers, and when the process ends. */
    @Override
    public void reset() {}
}
