package io.deliverytracking.dbwriter.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
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
 * wait for the transactions that are writing, and makes those wait that come after: for nine times as long as they may have
 * waited they are left alone then. The vacuum's lock is asked for before that, and not waited for: a vacuum takes longer.
 *
 * <p>What is remembered may be wrong where the database lost the summaries that it had made last, in a crash. A row is found
 * without one, too, just more slowly; so all is forgotten where anything fails, and a partition is gone through from its first
 * page when it is first seen, and once more when its time is over: a page that has its summary takes a tenth of one that has none.
 *
 * <p>A partition at rest gets an index by rider a width after its end (see {@link PartitionMaintenance}); from then on it
 * is left alone, as building that index and summing up exclude each other.
 *
 * <p>Threading: one thread at a time; on a connection of its own. Writers wait for it as said, readers never.
 *
 * <p>Failure: a partition that the vacuum is at, or that somebody writes to for long, is left to a later run. Anything else
 * ends the run, and the next ones for two seconds.
 */
public final class RangeSummary {
    /** Some transactions of a writer. */
    private static final String LOCK_TIMEOUT = "200ms";

    /** Writers may stand still for a tenth of the time. */
    private static final int REST = 9;

    private static final long AFTER_FAILURE_NS = Duration.ofSeconds(2).toNanos();

    /** In one go; then writers have a turn. */
    private static final int CHUNK_PAGES = 1_000;

    /** In one run: after a rest of nine times what that takes, it still keeps up with 300,000 rows a second. */
    private static final int MOST_CHUNKS = 10;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String WRITTEN = """
            SELECT p.name, i.indexrelid::regclass::text, pg_relation_filenode(p.name::regclass), p.range_end <= ?,
                pg_relation_size(p.name::regclass) / current_setting('block_size')::bigint
            FROM rider_location_partition p
                JOIN pg_index i ON i.indrelid = p.name::regclass AND i.indisvalid
                JOIN pg_class c ON c.oid = i.indexrelid
                JOIN pg_am m ON m.oid = c.relam AND m.amname = 'brin'
            WHERE p.attached AND p.range_start <= ? AND p.range_end > ? ORDER BY p.range_start
            """;

    private static final String SUM_UP_PAGES =
            "SELECT sum(brin_summarize_range(?::regclass, page)) FROM generate_series(?::bigint, ?::bigint - 1) AS page";

    private final DataSource dataSource;
    private final Duration width;
    private final LongSupplier nanoClock;
    private final Map<Leaf, Progress> progress = new HashMap<>();
    private long notBeforeNs;

    /** Sums up partitions of this width. */
    public RangeSummary(DataSource dataSource, Duration width) {
        this(dataSource, width, System::nanoTime);
    }

    RangeSummary(DataSource dataSource, Duration width, LongSupplier nanoClock) {
        this.dataSource = dataSource;
        this.width = width;
        this.nanoClock = nanoClock;
        this.notBeforeNs = nanoClock.getAsLong();
    }

    /**
     * A leaf and its block range index, both quoted where needed.
     *
     * @param file of the leaf; another one once it has been emptied
     * @param over whether its time is over
     */
    private record Leaf(String name, String index, long file, boolean over) {}

    /**
     * How far a leaf has been summed up.
     *
     * @param pages from its first on
     * @param restUntilNs writers are left alone until then
     */
    private record Progress(long pages, long restUntilNs) {}

    /** Does what is due at {@code now}; a clock ahead of ours writes into the next partition already. */
    public void run(Instant now) throws SQLException {
        long nowNs = nanoClock.getAsLong();
        if (nowNs - notBeforeNs < 0) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Map<Leaf, Long> sizes = written(connection, now);
                progress.keySet().retainAll(sizes.keySet());
                for (Map.Entry<Leaf, Long> leaf : sizes.entrySet()) {
                    sumUp(connection, leaf.getKey(), leaf.getValue());
                }
                connection.commit();
            } catch (SQLException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            progress.clear();
            notBeforeNs = nowNs + AFTER_FAILURE_NS;
            throw e;
        }
    }

    private Map<Leaf, Long> written(Connection connection, Instant now) throws SQLException {
        Map<Leaf, Long> sizes = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITTEN)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now.plus(width)));
            statement.setTimestamp(3, Timestamp.from(now.minus(width)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sizes.put(
                            new Leaf(row.getString(1), row.getString(2), row.getLong(3), row.getBoolean(4)),
                            row.getLong(5));
                }
            }
        }
        return sizes;
    }

    private void sumUp(Connection connection, Leaf leaf, long pages) throws SQLException {
        long startNs = nanoClock.getAsLong();
        Progress before = progress.getOrDefault(leaf, new Progress(0, startNs));
        if (before.pages == pages || startNs - before.restUntilNs < 0) {
            return;
        }
        long reached = before.pages;
        for (int chunk = 0; chunk < MOST_CHUNKS && reached < pages; chunk++) {
            long upTo = Math.min(pages, reached + CHUNK_PAGES);
            if (!sumUp(connection, leaf, reached, upTo)) {
                break;
            }
            reached = upTo;
        }
        long endNs = nanoClock.getAsLong();
        progress.put(leaf, new Progress(reached, endNs + REST * (endNs - startNs)));
    }

    /** Returns false if others did not let go of the leaf in time. */
    private static boolean sumUp(Connection connection, Leaf leaf, long from, long upTo) throws SQLException {
        try (Statement statement = connection.createStatement();
                PreparedStatement sum = connection.prepareStatement(SUM_UP_PAGES)) {
            sum.setString(1, leaf.index);
            sum.setLong(2, from);
            sum.setLong(3, upTo);
            statement.execute("SET LOCAL lock_timeout = '" + LOCK_TIMEOUT + "'");
            statement.execute("LOCK TABLE " + leaf.name + " IN SHARE UPDATE EXCLUSIVE MODE NOWAIT");
            statement.execute("LOCK TABLE " + leaf.name + " IN SHARE MODE");
            sum.execute();
            connection.commit();
            return true;
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback();
            return false;
        }
    }

    private static void rollback(Connection connection, SQLException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
