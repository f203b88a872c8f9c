package io.deliverytracking.dbwriter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Sums up the new pages of the time partitions that are being written, in their block range index.
 *
 * <p>Postgres leaves that to the vacuum, which comes minutes late; until then a trail reads all pages that are new. Done
 * every second or two, it costs a fiftieth of a core at 100,000 rows a second.
 *
 * <p>Nobody writes to a partition while it is summed up, some tens of milliseconds. Since release 17, a statement of Postgres
 * that inserts rows keeps what it once saw of how far the index reaches: when that grows in the middle of a COPY, what the COPY
 * goes on to put into pages just summed up is in no summary, and no trail finds it. So a SHARE lock is taken first. It has to
 * wait for the transactions that are writing, and makes those wait that come after, so it soon gives up; the vacuum's lock is
 * asked for before that, and not waited for: a vacuum takes longer.
 *
 * <p>A partition at rest gets an index by rider a width after its end (see {@link PartitionMaintenance}); from then on it
 * is left alone, as building that index and summing up exclude each other.
 *
 * <p>Threading: one thread at a time; on a connection of its own. Writers wait for it as said, readers never.
 *
 * <p>Failure: a partition that the vacuum is at, or that somebody writes to for long, is left to the next run. Anything else
 * ends the run.
 */
public final class RangeSummary {
    /** Some transactions of a writer. At worst, writers stand still for so long in every interval. */
    private static final String LOCK_TIMEOUT = "200ms";

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String WRITTEN = """
            SELECT p.name, i.indexrelid::regclass::text FROM rider_location_partition p
                JOIN pg_index i ON i.indrelid = p.name::regclass AND i.indisvalid
                JOIN pg_class c ON c.oid = i.indexrelid
                JOIN pg_am m ON m.oid = c.relam AND m.amname = 'brin'
            WHERE p.attached AND p.range_start <= ? AND p.range_end > ? ORDER BY p.range_start
            """;

    private final DataSource dataSource;
    private final Duration width;

    /** Sums up partitions of this width. */
    public RangeSummary(DataSource dataSource, Duration width) {
        this.dataSource = dataSource;
        this.width = width;
    }

    /** Does what is due at {@code now}; a clock ahead of ours writes into the next partition already. */
    public void run(Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            for (Blocks blocks : written(connection, now)) {
                sumUp(connection, blocks);
            }
        }
    }

    /** A leaf and its block range index, both quoted where needed. */
    private record Blocks(String leaf, String index) {}

    private List<Blocks> written(Connection connection, Instant now) throws SQLException {
        List<Blocks> written = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            statement.setTimestamp(1, Timestamp.from(now.plus(width)));
            statement.setTimestamp(2, Timestamp.from(now.minus(width)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    written.add(new Blocks(row.getString(1), row.getString(2)));
                }
            }
        }
        return written;
    }

    private static void sumUp(Connection connection, Blocks blocks) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT + "'");
            statement.execute("LOCK TABLE " + blocks.leaf + " IN SHARE UPDATE EXCLUSIVE MODE NOWAIT");
            statement.execute("LOCK TABLE " + blocks.leaf + " IN SHARE MODE");
            statement.execute("SELECT brin_summarize_new_values('" + blocks.index + "'::regclass)");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
