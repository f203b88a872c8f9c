package io.deliverytracking.dbwriter.process;

import static org.awaitility.Awaitility.await;

import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Holds one writer at a known point of its transaction, so that tests of frozen and killed writers depend on no timing:
 * triggers take a lock that the test holds while the gate is closed. Only the writer whose sessions carry the name
 * {@link #HELD} is held.
 *
 * <p>Failure: the lock belongs to a session of the test, so a server that is killed opens the gate.
 */
final class TransactionGate implements AutoCloseable {
    /** The name ({@code application_name}) of the sessions that are held. */
    static final String HELD = "held-writer";

    private static final int LOCK = 20_260_301;

    private final PostgresDatabase database;
    private final Connection session;

    /** Where a transaction is held. */
    enum Point {
        /** All rows are copied, the offset has not moved, no lock is held that others need. */
        BEFORE_THE_FENCE("AFTER INSERT ON rider_location"),
        /** The offset has moved and its rows are locked; only the commit is missing. */
        BEFORE_THE_COMMIT("AFTER UPDATE OF next_offset ON ingest_offset");

        private final String event;

        Point(String event) {
            this.event = event;
        }
    }

    private TransactionGate(PostgresDatabase database, Connection session) {
        this.database = database;
        this.session = session;
    }

    /** Builds a closed gate into a migrated database. */
    static TransactionGate closed(PostgresDatabase database, Point point) {
        database.execute("""
                CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$
                BEGIN
                    IF current_setting('application_name') = '%s' THEN
                        PERFORM pg_advisory_xact_lock_shared(%d);
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER gate %s FOR EACH STATEMENT EXECUTE FUNCTION gate()
                """.formatted(HELD, LOCK, point.event));
        try {
            TransactionGate gate = new TransactionGate(database, database.connect());
            gate.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            return gate;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a transaction stands before the gate. */
    void awaitHeld() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> database.queryLong("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = "
                                + LOCK + " AND NOT granted")
                        == 1);
    }

    /** Lets the transaction's statement finish; its session then waits for a word of its writer. */
    void open() {
        execute("SELECT pg_advisory_unlock(" + LOCK + ")");
    }

    /** Waits until the session that was held waits for its writer, in its transaction. */
    void awaitIdleInTransaction() {
        await().atMost(Duration.ofSeconds(60)).until(() -> sessionsIdleInTransaction() == 1);
    }

    long sessionsIdleInTransaction() {
        return database.queryLong("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name = '" + HELD + "' AND state = 'idle in transaction'");
    }

    private void execute(String sql) {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
