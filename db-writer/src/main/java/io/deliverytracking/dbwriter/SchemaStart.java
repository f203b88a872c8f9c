package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.StopSignal;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the database answers, then brings its tables up to date.
 *
 * <p>A database that is not there yet is waited for, however long it takes: a supervisor starts both at a time, and a
 * recovery after a crash has no known length. One that answers with a refusal (password, or a name that is still
 * unknown after some seconds) is a mistake that no waiting mends, and ends the start. One that goes away while it is
 * prepared is waited for again.
 *
 * <p>Threading: the thread that starts the application, which it blocks. Quarkus tells nobody to stop before the start is
 * over, so a JVM that is asked to end meanwhile says so to the {@link StopSignal} itself.
 */
@Singleton
public class SchemaStart {
    private static final Logger LOG = Logger.getLogger(SchemaStart.class);
    private static final Duration CHECK = Duration.ofMillis(500);
    private static final Duration REMINDER = Duration.ofSeconds(15);

    /** Who starts a new server creates the database in it a moment after it answers. */
    private static final Duration CREATION = Duration.ofSeconds(10);

    /** Class 28, invalid authorization; 3D, no such database. */
    private static final String INVALID_AUTHORIZATION = "28";

    private static final String INVALID_CATALOG = "3D";

    /** No connection, the server ends or begins, a lock that was waited for in vain. */
    private static final List<String> PASSING = List.of("08", "57P", "55P03");

    private final DbWriterConfig config;
    private final DataSource dataSource;
    private final Flyway flyway;
    private final StopSignal stop;

    public SchemaStart(DbWriterConfig config, DataSource dataSource, Flyway flyway, StopSignal stop) {
        this.config = config;
        this.dataSource = dataSource;
        this.flyway = flyway;
        this.stop = stop;
    }

    /** What else has to be done in the database before anything is stored. */
    @FunctionalInterface
    interface Preparation {
        void run() throws SQLException;
    }

    /**
     * Returns when the tables are there, and all that has to follow is done. Whatever was done of it when the database went
     * away is done again.
     *
     * @throws SQLException if the database refuses us, or the application stops before it answers
     */
    void migrate(Preparation next) throws SQLException {
        Thread onExit = new Thread(stop::stop, "stop-waiting-for-database");
        unlessStopping(() -> Runtime.getRuntime().addShutdownHook(onExit));
        do {
            awaitDatabase();
        } while (!isMigrated(next));
        unlessStopping(() -> Runtime.getRuntime().removeShutdownHook(onExit));
    }

    private static void unlessStopping(Runnable change) throws SQLException {
        try {
            change.run();
        } catch (IllegalStateException e) {
            throw new SQLException("stopping before the database was waited for", e);
        }
    }

    private boolean isMigrated(Preparation next) throws SQLException {
        try {
            flyway.migrate();
            next.run();
            return true;
        } catch (FlywayException | SQLException e) {
            if (!isPassing(e) || !stop.await(CHECK)) {
                throw e;
            }
            LOG.warnf("The start begins again with the database reason=%s", e.getMessage());
            return false;
        }
    }

    /** Whether the database went away, or somebody else held what we need: then all is well a moment later. */
    private static boolean isPassing(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                String state = error.getSQLState();
                // The pool's own errors have none: it could not connect.
                if (state == null || PASSING.stream().anyMatch(state::startsWith)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void awaitDatabase() throws SQLException {
        long reminderNs = 0;
        long createdByNs = System.nanoTime() + CREATION.toNanos();
        for (SQLException absent = ask(); absent != null; absent = ask()) {
            String state = String.valueOf(absent.getSQLState());
            boolean isMissing = state.startsWith(INVALID_CATALOG);
            if (state.startsWith(INVALID_AUTHORIZATION) || (isMissing && System.nanoTime() - createdByNs >= 0)) {
                throw absent;
            }
            if (!isMissing) {
                createdByNs = System.nanoTime() + CREATION.toNanos();
            }
            if (reminderNs == 0 || System.nanoTime() - reminderNs >= 0) {
                LOG.warnf(
                        "Waiting for the database url=%s reason=%s",
                        config.database().url(), absent.getMessage());
                reminderNs = System.nanoTime() + REMINDER.toNanos();
            }
            if (!stop.await(CHECK)) {
                throw absent;
            }
        }
    }

    private @Nullable SQLException ask() {
        try (Connection connection = dataSource.getConnection()) {
            return null;
        } catch (SQLException e) {
            return e;
        }
    }
}
