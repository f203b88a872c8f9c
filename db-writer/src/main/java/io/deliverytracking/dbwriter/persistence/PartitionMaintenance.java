package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.TimePartitions;
import io.deliverytracking.dbwriter.domain.TimeRange;
import io.deliverytracking.dbwriter.persistence.PartitionTable.Leaf;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The life of the time partitions: made ahead, indexed when their time is over, dropped by retention.
 *
 * <table>
 * <caption>A leaf</caption>
 * <tr><th>when</th><th>what</th><th>whom it makes wait</th></tr>
 * <tr><td>some widths before its time</td><td>made and attached</td><td>nobody</td></tr>
 * <tr><td>one width after its end</td><td>index by rider, built concurrently</td><td>nobody</td></tr>
 * <tr><td>retention after its end</td><td>detached concurrently</td><td>nobody</td></tr>
 * <tr><td>then, in one transaction</td><td>summed up into {@code rider_location_dropped} and dropped</td>
 * <td>nobody: no query reaches it any more</td></tr>
 * </table>
 *
 * <p>Detaching and indexing wait at their end for transactions that began before. So both are put off while there are old
 * ones ({@link LongTransactions}): rows of the time of a leaf that is half detached have no place, and ingest would wait for
 * one; an index that could not be finished was built for nothing. Since old transactions may follow each other for ever, an
 * index is put off by a width at most, and retention by as long again as a leaf stays anyhow. Then new queries don't see
 * the leaf any more, and each run tries for a moment to finish. Nothing here stands for long in a queue for a lock that
 * others need, too.
 *
 * <p>Each step is found by looking at the catalog, so a writer that dies anywhere is continued by the next run of any
 * writer. One writer at a time does it, by an advisory lock.
 *
 * <p>Threading: one thread at a time; on a connection of its own, with autocommit.
 *
 * <p>Failure: an error ends the run; the next one goes on where this one stopped.
 */
public final class PartitionMaintenance {
    private static final Logger LOG = Logger.getLogger(PartitionMaintenance.class);

    private final DataSource dataSource;
    private final Duration width;
    private final int ahead;
    private final Duration retention;

    /**
     * Maintenance with these settings.
     *
     * @param ahead how many widths after the current one have a partition
     * @param retention how long a partition stays after its end
     */
    public PartitionMaintenance(DataSource dataSource, Duration width, int ahead, Duration retention) {
        this.dataSource = dataSource;
        this.width = width;
        this.ahead = ahead;
        this.retention = retention;
    }

    /** Does what is due at {@code now}. */
    public void run(Instant now) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            if (!tryLock(connection)) {
                return;
            }
            try {
                makeAhead(connection, now);
                dropExpired(connection, now);
                indexClosed(connection, now);
            } finally {
                unlock(connection);
            }
        }
    }

    private void makeAhead(Connection connection, Instant now) throws SQLException {
        TimePartitions existing = new TimePartitions(width, PartitionTable.attached(connection));
        for (TimeRange range : existing.missingAhead(now, ahead)) {
            PartitionTable.create(connection, range);
        }
    }

    private void dropExpired(Connection connection, Instant now) throws SQLException {
        if (finishDetaching(connection)) {
            detachExpired(connection, now.minus(retention));
        }
        long rows = PartitionTable.dropDetached(connection);
        if (rows > 0) {
            LOG.infof("Expired rows summed up and dropped rows=%d", rows);
        }
    }

    /** Of a table only one partition at a time can be half detached. */
    private static boolean finishDetaching(Connection connection) throws SQLException {
        for (Leaf leaf : PartitionTable.detachPending(connection)) {
            if (!PartitionTable.finalizeDetach(connection, leaf)) {
                LOG.infof("Retention waits for somebody who reads an expired time partition partition=%s", leaf.name());
                return false;
            }
        }
        return true;
    }

    private void detachExpired(Connection connection, Instant limit) throws SQLException {
        for (Leaf leaf : PartitionTable.attachedLeaves(connection)) {
            if (leaf.range().end().isAfter(limit)) {
                continue;
            }
            if (leaf.range().end().isAfter(limit.minus(retention)) && LongTransactions.haveTheTableOpen(connection)) {
                LOG.infof("Retention is put off, somebody has the table open for long partition=%s", leaf.name());
                return;
            }
            LOG.infof(
                    "Time partition expired partition=%s end=%s",
                    leaf.name(), leaf.range().end());
            if (!PartitionTable.detach(connection, leaf)) {
                return;
            }
        }
    }

    /** A width of grace lets late rows in first: a built index costs each of them more than the build does. */
    private void indexClosed(Connection connection, Instant now) throws SQLException {
        execute(connection, "SET max_parallel_maintenance_workers = 0");
        Instant due = now.minus(width);
        List<Leaf> closed = PartitionTable.closedWithoutRiderIndex(connection, Timestamp.from(due));
        for (Leaf leaf : closed) {
            if (leaf.range().end().isAfter(due.minus(width)) && LongTransactions.haveSnapshots(connection)) {
                return;
            }
            if (!PartitionTable.indexByRider(connection, leaf)) {
                LOG.infof("The index of a time partition waits for an old transaction partition=%s", leaf.name());
                return;
            }
        }
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT pg_try_advisory_lock(hashtext('rider_location_maintenance'))")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void unlock(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_advisory_unlock(hashtext('rider_location_maintenance'))");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
