package io.deliverytracking.dbwriter.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else who works in the database all the time: a small update and a look at a trail, every
 * {@value #INTERVAL_MS} ms. Neither may wait for a lock for longer than {@value #LOCK_TIMEOUT}: that tells whether somebody
 * stands in the way, and not how busy the machine is.
 *
 * <p>Threading: a thread of its own works; the methods are the test's.
 */
final class Foreground implements AutoCloseable {
    private static final long INTERVAL_MS = 10;
    private static final String LOCK_TIMEOUT = "500ms";
    private static final long ORDER_ID = 1L << 40;

    private final Connection connection;
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "foreground"));
    private final AtomicLong rounds = new AtomicLong();
    private volatile @Nullable Exception failure;

    /** Begins at once, with an order of its own. */
    Foreground(PostgresDatabase database) throws SQLException {
        connection = database.connect();
        execute("INSERT INTO delivery VALUES (" + ORDER_ID + ", 1, 1, 1, 1, now(), NULL, NULL, NULL, NULL, NULL, NULL,"
                + " NULL, 1, 1, 1, 1)");
        execute("SET lock_timeout = '" + LOCK_TIMEOUT + "'");
        worker.scheduleWithFixedDelay(this::work, 0, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private void work() {
        try {
            execute("UPDATE delivery SET promised_at = now() WHERE order_id = " + ORDER_ID);
            execute("SELECT count(*) FROM rider_location WHERE rider_id = 7"
                    + " AND record_time > now() - interval '1 s'");
            rounds.incrementAndGet();
        } catch (SQLException e) {
            failure = e;
            worker.shutdown();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many rounds it has done. */
    long rounds() {
        return rounds.get();
    }

    void assertUndisturbed() {
        assertThat(failure).as("what stopped the foreground").isNull();
    }

    @Override
    public void close() throws SQLException, InterruptedException {
        worker.shutdownNow();
        worker.awaitTermination(60, TimeUnit.SECONDS);
        connection.close();
    }
}
