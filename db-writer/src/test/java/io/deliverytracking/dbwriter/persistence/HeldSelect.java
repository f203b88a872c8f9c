package io.deliverytracking.dbwriter.persistence;

import static org.awaitility.Awaitility.await;

import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A query of {@code rider_location} that somebody does not end: every partition stays open under it until it is closed.
 *
 * <p>Threading: one thread; a running one has another that waits for its answer.
 */
public final class HeldSelect implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PostgresDatabase database;
    private final Connection connection;
    private final long session;
    private CompletableFuture<?> running = CompletableFuture.completedFuture(null);

    private HeldSelect(PostgresDatabase database, Connection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            session = row.getLong(1);
        }
    }

    /** One that is answered, in a transaction that goes on. It has locks, and no snapshot any more. */
    public static HeldSelect idle(PostgresDatabase database) throws SQLException {
        Connection connection = database.connect();
        connection.setAutoCommit(false);
        HeldSelect held = new HeldSelect(database, connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT count(*) FROM rider_location");
        }
        return held;
    }

    /** One that is not answered yet. It has locks and a snapshot. */
    public static HeldSelect running(PostgresDatabase database) throws SQLException {
        HeldSelect held = new HeldSelect(database, database.connect());
        // A thread of its own: of a common pool it might be the only one.
        held.running = CompletableFuture.supplyAsync(held::runUntilCancelled, task -> new Thread(task).start());
        await().atMost(PATIENCE).until(() -> held.running.isDone() || held.ageMs() >= 0);
        if (held.running.isDone()) {
            throw new IllegalStateException("the query has ended: " + held.running.join());
        }
        return held;
    }

    private Object runUntilCancelled() {
        try (Statement statement = connection.createStatement()) {
            return statement.execute("SELECT pg_sleep(3600), (SELECT count(*) FROM rider_location)");
        } catch (SQLException e) {
            // As close() does it.
            return e;
        }
    }

    /** Waits until its transaction is older than {@code age}. */
    public void awaitOlderThan(Duration age) {
        await().atMost(PATIENCE).until(() -> ageMs() > age.toMillis());
    }

    /** Of its transaction, by the server's clock; negative while it has none of the locks. */
    private long ageMs() {
        return database.queryLong("SELECT coalesce(max(1000 * extract(epoch FROM clock_timestamp() - xact_start)), -1)"
                + " FROM pg_stat_activity JOIN pg_locks USING (pid) WHERE pid = " + session
                + " AND relation = 'rider_location'::regclass AND granted");
    }

    /** Ends it. */
    @Override
    public void close() throws SQLException {
        if (connection.isClosed()) {
            return;
        }
        if (!running.isDone()) {
            database.execute("SELECT pg_cancel_backend(" + session + ")");
            running.join();
        }
        connection.close();
    }
}
