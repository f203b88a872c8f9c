package io.deliverytracking.loadtest.drain;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.events.Topics;
import io.deliverytracking.loadtest.drain.SideResult.Stored;
import io.deliverytracking.loadtest.lab.LabException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What SQL says of the table.
 *
 * <p>Threading: confined to one thread, which blocks. Ownership: one connection, closed by {@link #close()}: a question that is asked
 * while somebody is measured must not cost a session each time.
 */
final class StoredRows implements AutoCloseable {

    /** Sorting as many keys as there are rows goes to disk anyway; this much makes it one pass. */
    private static final String WORK_MEMORY = "256MB";

    private static final String FETCH_PROGRESS =
            "SELECT coalesce(sum(next_offset), 0) FROM ingest_offset WHERE topic = ?";

    private static final String CHECK = "SELECT coalesce(sum(rows), 0), coalesce(sum(places), 0),"
            + " coalesce(sum(last - first + 1), 0) FROM ("
            + "SELECT count(*) AS rows, count(DISTINCT kafka_offset) AS places, min(kafka_offset) AS first,"
            + " max(kafka_offset) AS last FROM rider_location GROUP BY kafka_partition) AS by_partition";

    /** The commit's time is kept by the server (track_commit_timestamp); a transaction is known by its rows' xmin. */
    private static final String COMMITS =
            "SELECT (extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000)::bigint AS at_ms, rows FROM ("
                    + "SELECT xmin, count(*) AS rows FROM rider_location GROUP BY xmin) AS by_transaction ORDER BY 1";

    private final Connection connection;
    private final PreparedStatement progress;

    private StoredRows(Connection connection, PreparedStatement progress) {
        this.connection = connection;
        this.progress = progress;
    }

    static StoredRows open(Database database) throws LabException {
        try {
            Connection connection = database.connect();
            try {
                return new StoredRows(connection, connection.prepareStatement(FETCH_PROGRESS));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Records that are stored by the offsets that commit with them: only a writer that stores offsets has any. */
    long byOffsets() throws LabException {
        try {
            progress.setString(1, Topics.DELIVERY_LOCATION_UPDATES);
            try (ResultSet row = progress.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Reads the whole table. */
    Stored check() throws LabException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET work_mem = '" + WORK_MEMORY + "'");
            try (ResultSet row = statement.executeQuery(CHECK)) {
                row.next();
                return new Stored(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Reads the whole table: the transactions that its rows came with, in the order of their commits. */
    List<Commit> commits() throws LabException {
        List<Commit> commits = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COMMITS)) {
            while (row.next()) {
                commits.add(new Commit(row.getLong(1), row.getLong(2)));
            }
            return commits;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Has the server write what it still holds back. */
    void checkpoint() throws LabException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static LabException failed(SQLException e) {
        return new LabException("the stored rows can't be read: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing depends on it.
        }
    }
}
