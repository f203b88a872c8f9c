package io.deliverytracking.broker.launcher;

import io.deliverytracking.broker.server.BrokerMain;
import java.util.Map;

/**
 * The main class of {@code event-broker.jar}: {@link BrokerMain}, which has the arguments and the exit status, with what it
 * logs on the terminal.
 *
 * <p>What libraries would find out by looking into each jar of the class path is told to them beforehand. System properties
 * that are set already stay.
 */
public final class LauncherMain {

    private static final Map<String, String> KNOWN_ANSWERS = Map.of(
            "java.util.logging.manager",
            LastingLogManager.class.getName(),
            // Who logs for SLF4J; it would say that it was told.
            "slf4j.provider",
            "org.slf4j.jul.JULServiceProvider",
            "slf4j.internal.verbosity",
            "WARN",
            // Vert.x: nothing here asks for names but to bind a listener, for which the JDK does.
            "vertx.disableDnsResolver",
            "true");

    private LauncherMain() {}

    /** Never returns: {@link BrokerMain} ends the process. */
    public static void main(String... arguments) {
        KNOWN_ANSWERS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        BrokerMain.main(arguments);
    }
}
