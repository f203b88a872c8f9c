package io.deliverytracking.testkit;

import java.nio.file.Path;

/**
 * One server for all tests of a JVM. A Quarkus test loads this class once for JUnit and once for the
 * application, so the place of the server is kept in system properties, which both see.
 *
 * <p>Threading: guarded by the class {@code System}'s property table itself, the one lock that both copies share.
 */
final class SharedPostgres {
    private static final String WORK_DIRECTORY = "testkit.postgres.directory";
    private static final String PORT = "testkit.postgres.port";

    private SharedPostgres() {}

    static PostgresServer get() {
        synchronized (System.getProperties()) {
            String directory = System.getProperty(WORK_DIRECTORY);
            if (directory != null) {
                return PostgresServer.attach(Path.of(directory), Integer.getInteger(PORT));
            }
            PostgresServer server = PostgresServer.start();
            System.setProperty(WORK_DIRECTORY, server.workDirectory().toString());
            System.setProperty(PORT, Integer.toString(server.port()));
            return server;
        }
    }
}
