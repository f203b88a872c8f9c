package io.deliverytracking.dbwriter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Transactions of others that are old enough to become older still: somebody's report, or somebody who went for lunch
 * without a commit. Statements that run concurrently with everything have to wait for those at their end, and some are
 * better not begun before.
 *
 * <p>A role that may not see other roles' activity ({@code pg_read_all_stats}) sees only its own: then there seem to be
 * none, and what was begun waits.
 *
 * <p>Stateless.
 */
final class LongTransactions {
    /** Ingest and queries by REST are mostly over in a tenth of it; whoever gets that old seldom ends a moment later. */
    static final Duration AGE = Duration.ofSeconds(1);

    private static final String OLD =
            "SELECT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = current_database()"
                    + " AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend'"
                    + " AND a.xact_start < clock_timestamp() - ? * interval '1 ms' AND ";

    private static final String WITH_SNAPSHOT = "a.backend_xmin IS NOT NULL";

    private static final String WITH_THE_TABLE =
            "EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.relation = 'rider_location'::regclass)";

    private LongTransactions() {}

    /** Whether one has a snapshot, which the build of an index waits for. */
    static boolean haveSnapshots(Connection connection) throws SQLException {
        return exist(connection, WITH_SNAPSHOT);
    }

    /** Whether one has a snapshot, or has {@code rider_location} open, which a detachment waits for. */
    static boolean haveTheTableOpen(Connection connection) throws SQLException {
        return exist(connection, "(" + WITH_SNAPSHOT + " OR " + WITH_THE_TABLE + ")");
    }

    private static boolean exist(Connection connection, String which) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLD + which + ")")) {
            statement.setLong(1, AGE.toMillis());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
