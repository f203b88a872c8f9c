package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.TimeRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaves of {@code rider_location}, as SQL. Names come from the catalog, quoted there, never from outside.
 *
 * <p>Stateless. Statements that Postgres refuses inside a transaction say so; the connection must be in autocommit.
 */
final class PartitionTable {
    private static final String FINALIZE_LOCK_TIMEOUT = "100ms";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private PartitionTable() {}

    /**
     * A leaf.
     *
     * @param name its table, quoted where needed
     * @param range what it covers
     */
    record Leaf(String name, TimeRange range) {}

    static List<TimeRange> attached(Connection connection) throws SQLException {
        return leaves(connection, "attached").stream().map(Leaf::range).toList();
    }

    static List<Leaf> attachedLeaves(Connection connection) throws SQLException {
        return leaves(connection, "attached");
    }

    /** Leaves whose detachment was interrupted. */
    static List<Leaf> detachPending(Connection connection) throws SQLException {
        return leaves(connection, "detach_pending");
    }

    /** Attached leaves that ended before {@code time} and have no index by rider yet. */
    static List<Leaf> closedWithoutRiderIndex(Connection connection, Timestamp time) throws SQLException {
        String sql = "SELECT name, range_start, range_end FROM rider_location_partition p WHERE attached"
                + " AND range_end < ? AND NOT EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid ="
                + " i.indexrelid JOIN pg_am m ON m.oid = c.relam WHERE i.indrelid = p.name::regclass AND i.indisvalid"
                + " AND m.amname = 'btree') ORDER BY range_start";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, time);
            return read(statement.executeQuery());
        }
    }

    static void create(Connection connection, TimeRange range) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT rider_location_create_partition(?, ?)")) {
            statement.setTimestamp(1, Timestamp.from(range.start()));
            statement.setTimestamp(2, Timestamp.from(range.end()));
            statement.execute();
        }
    }

    /**
     * Outside of a transaction. Waits for whoever uses the table, and makes nobody wait.
     *
     * @return false if somebody used it for longer than the connection waits for locks: then no new query sees the leaf any
     *     more, but {@link #finalizeDetach} has to follow
     */
    static boolean detach(Connection connection, Leaf leaf) throws SQLException {
        return executeUnlessHeld(
                connection, "ALTER TABLE rider_location DETACH PARTITION " + leaf.name() + " CONCURRENTLY");
    }

    /**
     * Ends what {@link #detach} began. While this waits it holds a lock that attaching a partition needs, so it waits for
     * hardly anybody.
     *
     * @return false if somebody still uses the leaf
     */
    static boolean finalizeDetach(Connection connection, Leaf leaf) throws SQLException {
        execute(connection, "SET lock_timeout = '" + FINALIZE_LOCK_TIMEOUT + "'");
        try {
            return executeUnlessHeld(
                    connection, "ALTER TABLE rider_location DETACH PARTITION " + leaf.name() + " FINALIZE");
        } finally {
            execute(connection, "RESET lock_timeout");
        }
    }

    /** Sums up and drops what is detached; returns the number of rows, 0 also if somebody still has such a leaf open. */
    static long dropDetached(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT rider_location_drop_detached()")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    /**
     * Outside of a transaction. A build that was interrupted leaves an invalid index, which is in the way.
     *
     * @return false if the build had to wait for somebody for longer than the connection waits for locks
     */
    static boolean indexByRider(Connection connection, Leaf leaf) throws SQLException {
        String index = leaf.name() + "_rider";
        return executeUnlessHeld(connection, "DROP INDEX CONCURRENTLY IF EXISTS " + index)
                && executeUnlessHeld(
                        connection,
                        "CREATE INDEX CONCURRENTLY " + index + " ON " + leaf.name() + " (rider_id, record_time)");
    }

    private static List<Leaf> leaves(Connection connection, String condition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return read(statement.executeQuery("SELECT name, range_start, range_end FROM rider_location_partition"
                    + " WHERE " + condition + " ORDER BY range_start"));
        }
    }

    private static List<Leaf> read(ResultSet rows) throws SQLException {
        List<Leaf> leaves = new ArrayList<>();
        while (rows.next()) {
            leaves.add(new Leaf(
                    rows.getString(1),
                    new TimeRange(
                            rows.getTimestamp(2).toInstant(),
                            rows.getTimestamp(3).toInstant())));
        }
        return leaves;
    }

    private static boolean executeUnlessHeld(Connection connection, String sql) throws SQLException {
        try {
            execute(connection, sql);
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
