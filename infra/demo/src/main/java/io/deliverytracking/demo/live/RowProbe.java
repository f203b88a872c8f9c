package io.deliverytracking.demo.live;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.postgres.KeptConnection;
import io.deliverytracking.events.Topics;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How far the log has been stored, from the offsets that commit together with the rows: counting the rows themselves would cost more
 * than writing them.
 *
 * <p>Threading: confined to one thread, blocks. Ownership: one connection, reopened after a failure.
 */
public final class RowProbe implements AutoCloseable {

    private static final int QUERY_PATIENCE_S = 3;
    private static final String STORED =
            "SELECT coalesce(sum(next_offset), 0) FROM ingest_offset WHERE cluster_id = ? AND topic = ?";

    private static final String SENT_SINCE =
            "SELECT EXISTS (SELECT FROM rider_location WHERE record_time >= to_timestamp(?::float8 / 1000))";

    private final KeptConnection connection;
    private final String clusterId;

    public RowProbe(Database database, String clusterId) {
        this.connection = new KeptConnection(database::connect);
        this.clusterId = clusterId;
    }

    /** Offsets of the location topic that are stored, summed over its partitions. */
    public long stored() throws SQLException {
        try (PreparedStatement statement = connection.get().prepareStatement(STORED)) {
            statement.setQueryTimeout(QUERY_PATIENCE_S);
            statement.setString(1, clusterId);
            statement.setString(2, Topics.DELIVERY_LOCATION_UPDATES);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether a location is stored that was sent at this time or later, in ms since the epoch. */
    public boolean hasRowSentSince(long sinceMs) throws SQLException {
        try (PreparedStatement statement = connection.get().prepareStatement(SENT_SINCE)) {
            statement.setQueryTimeout(QUERY_PATIENCE_S);
            statement.setLong(1, sinceMs);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
