package io.deliverytracking.broker.app;

import java.util.Map;

/**
 * What libraries would find out by looking into each of the hundred jars of the class path, told to them beforehand.
 * System properties that are set already stay.
 */
final class QuickStart {

    private static final Map<String, String> KNOWN_ANSWERS = Map.of(
            // Who logs for SLF4J, and for JBoss Logging.
            "slf4j.provider", "org.slf4j.impl.JBossSlf4jServiceProvider",
            // It would say that it was told.
            "slf4j.internal.verbosity", "WARN",
            "org.jboss.logging.provider", "jboss",
            // Vert.x: nothing here asks for names but to bind a listener, for which the JDK does.
            "vertx.disableDnsResolver", "true");

    private QuickStart() {}

    /** Before anything else: they are read once. */
    static void apply() {
        KNOWN_ANSWERS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
