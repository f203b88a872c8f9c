package io.deliverytracking.labs.cli;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Logging of a lab: nothing but what would end it. Configured by the JDK, which makes one of these at the start. */
public final class QuietLogging {

    public QuietLogging() {
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
    }
}
