package io.deliverytracking.loadtest.application;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.loadtest.application.way.Postgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Server processes of an application that is no more. Each finishes the statement that it was given, and commits it where that is a
 * transaction of its own, before it looks whether anybody is still there: until then the rows are not all in.
 */
final class Stragglers {

    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private Stragglers() {}

    /** Waits until there are none. */
    static void await(String jdbcUrl) throws SQLException, IOException {
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        try (Connection connection = new Database(jdbcUrl).connect();
                PreparedStatement count = connection.prepareStatement("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name = ?")) {
            count.setString(1, Postgres.APPLICATION_NAME);
            long left = countOf(count);
            while (left > 0) {
                if (System.nanoTime() - deadlineNs > 0 || Thread.currentThread().isInterrupted()) {
                    throw new IOException("the server still has " + left + " connections of the application");
                }
                LockSupport.parkNanos(LOOK_NS);
                left = countOf(count);
            }
        }
    }

    private static long countOf(PreparedStatement count) throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
