package io.deliverytracking.loadtest.application;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.testkit.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Settings and helpers that the tests of the application share. */
final class TestRun {

    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int RIDERS = 500;

    private TestRun() {}

    static String urlOf(PostgresDatabase database) {
        return database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
    }

    static long session() {
        return System.currentTimeMillis() / 1000 * 1000;
    }

    /** One measured phase at this rate. */
    static List<Phase> load(double seconds, int eventsPerSecond) {
        return List.of(new Phase("load", seconds, eventsPerSecond, true));
    }

    static ApplicationSettings direct(WayOfWriting way, List<Phase> phases, PostgresDatabase database, Path directory) {
        return ApplicationSettings.direct(way, phases, urlOf(database), session(), directory)
                .withRiders(RIDERS);
    }

    static Account account(ApplicationSettings settings, PostgresDatabase database) throws IOException, SQLException {
        return Account.of(settings.ledger(), urlOf(database), UnstoredEvents.NONE);
    }
}
