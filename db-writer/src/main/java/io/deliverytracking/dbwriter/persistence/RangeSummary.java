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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Sums up the new pages of the time partitions that are being written, in their block range index.
 *
 * <p>Postgres leaves that to the vacuum, which comes minutes late; until then a trail reads all pages that are new. A page
 * takes the database some 25 µs, so a thirtieth of a core at 100,000 rows a second: in one go every few seconds that keeps a
 * processor from everybody else for long enough to be felt, several times a second it does not. Which pages are new is
 * remembered here, for the database itself looks at each page of the partition to find out.
 *
 * <p>Nobody writes to a partition while it is summed up, some milliseconds. Since release 17, a statement of Postgres
 * that inserts rows keeps what it once saw of how far the index reaches: when that grows in the middle of a COPY, what the COPY
 * goes on to put into pages just summed up is in no summary, and no trail finds it. So a SHARE lock is taken first. It has to
 * wait for the transactions that are writing, and makes those wait that come after, so it soon gives up, and then leaves the
 * partitions alone for a while; the vacuum's lock is asked for before that, and not waited for: a vacuum takes longer.
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
    /** Some transactions of a writer. */
    private static final String LOCK_TIMEOUT = "200ms";

    /** After that was not enough. At worst, writers stand still for a tenth of the time. */
    private static final Duration AFTER_GIVING_UP = Duration.ofSeconds(2);

    /** In one go, of what has come since the last one; half a million rows a second need no more. */
    private static final int MOST_PAGES = 2_000;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String WRITTEN = """
            SELECT p.name, i.indexrelid::regclass::text, pg_relation_filenode(p.name::regclass)
            FROM rider_location_partition p
                JOIN pg_index i ON i.indrelid = p.name::regclass AND i.indisvalid
                JOIN pg_class c ON c.oid = i.indexrelid
                JOIN pg_am m ON m.oid = c.relam AND m.amname = 'brin'
            WHERE p.attached AND p.range_start <= ? AND p.range_end > ? ORDER BY p.range_start
            """;

    private static final String PAGES = "SELECT pg_relation_size(?::regclass) / current_setting('block_size')::bigint";

    private static final String SUM_UP_ALL = "SELECT brin_summarize_new_values(?::regclass)";

    private static final String SUM_UP_PAGES =
            "SELECT sum(brin_summarize_range(?::regclass, page)) FROM generate_series(?::bigint, ?::bigint - 1) AS page";

    private final DataSource dataSource;
    private final Duration width;

    /** How many pages of a leaf are known to be summed up, from its first on. */
    private final Map<Blocks, Long> summedUp = new HashMap<>();

    private Instant notBefore = Instant.MIN;

    /** Sums up partitions of this width. */
    public RangeSummary(DataSource dataSource, Duration width) {
        this.dataSource = dataSource;
        this.width = width;
    }

    /** Does what is due at {@code now}; a clock ahead of ours writes into the next partition already. */
    public void run(Instant now) throws SQLException {
        if (now.isBefore(notBefore)) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            List<Blocks> written = written(connection, now);
            summedUp.keySet().retainAll(written);
            for (Blocks blocks : written) {
                if (!sumUp(connection, blocks)) {
                    notBefore = now.plus(AFTER_GIVING_UP);
                    return;
                }
            }
        }
    }

    /**
     * A leaf and its block range index, both quoted where needed.
     *
     * @param file of the leaf; another one once it has been emptied
     */
    private record Blocks(String leaf, String index, long file) {}

    private List<Blocks> written(Connection connection, Instant now) throws SQLException {
        List<Blocks> written = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            statement.setTimestamp(1, Timestamp.from(now.plus(width)));
            statement.setTimestamp(2, Timestamp.from(now.minus(width)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    written.add(new Blocks(row.getString(1), row.getString(2), row.getLong(3)));
                }
            }
        }
        return written;
    }

    /** Returns false if writers did not let go of the leaf in time. */
    private boolean sumUp(Connection connection, Blocks blocks) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT + "'");
            if (!isLocked(statement, blocks, "SHARE UPDATE EXCLUSIVE MODE NOWAIT")) {
                connection.rollback();
                return true;
            }
            if (!isLocked(statement, blocks, "SHARE MODE")) {
                connection.rollback();
                return false;
            }
            long upTo = sumUpPages(connection, blocks);
            connection.commit();
            summedUp.put(blocks, upTo);
            return true;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private static boolean isLocked(Statement statement, Blocks blocks, String mode) throws SQLException {
        try {
            statement.execute("LOCK TABLE " + blocks.leaf + " IN " + mode);
            return true;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static long pages(Connection connection, Blocks blocks) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGES)) {
            statement.setString(1, blocks.leaf);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Returns up to where pages are summed up now. */
    private long sumUpPages(Connection connection, Blocks blocks) throws SQLException {
        long pages = pages(connection, blocks);
        Long from = summedUp.get(blocks);
        long upTo = from == null ? pages : Math.min(pages, from + MOST_PAGES);
        try (PreparedStatement statement = connection.prepareStatement(from == null ? SUM_UP_ALL : SUM_UP_PAGES)) {
            statement.setString(1, blocks.index);
            if (from != null) {
                statement.setLong(2, from);
                statement.setLong(3, upTo);
            }
            statement.execute();
        }
        return upTo;
    }
}
