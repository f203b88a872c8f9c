package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.LogBounds;
import io.deliverytracking.dbwriter.domain.LogIdentity;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.OffsetStore;
import io.deliverytracking.dbwriter.domain.StartPolicy;
import io.deliverytracking.dbwriter.domain.StartingPoint;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * {@link OffsetStore} on {@code ingest_offset} and {@code ingest_gap}.
 *
 * <p>A decision that writes is made again on what is stored afterwards: another writer may have been quicker, and then
 * its row counts. So every answer is about a row that exists.
 *
 * <p>Threading: any thread.
 */
public final class PostgresOffsetStore implements OffsetStore {
    private final DataSource dataSource;
    private final OffsetTable table = new OffsetTable();

    public PostgresOffsetStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public StartingPoint takeOver(LogIdentity log, int partition, LogBounds bounds) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            StartingPoint first = decide(connection, log, partition, bounds);
            if (first.kind() == StartingPoint.Kind.RESUME) {
                connection.rollback();
                return first;
            }
            boolean written = write(connection, first);
            connection.commit();
            StartingPoint second = decide(connection, log, partition, bounds);
            connection.rollback();
            return written && second.offset() == first.offset() ? first : second;
        } catch (SQLException e) {
            throw PostgresErrors.unavailable("Taking over " + log.topic() + "-" + partition, e);
        }
    }

    private StartingPoint decide(Connection connection, LogIdentity log, int partition, LogBounds bounds)
            throws SQLException {
        return StartPolicy.decide(
                log, partition, table.find(connection, new LogPartition(log.topic(), partition)), bounds);
    }

    private boolean write(Connection connection, StartingPoint start) throws SQLException {
        return start.kind() == StartingPoint.Kind.AFTER_GAP
                ? table.skipGap(connection, start)
                : table.begin(connection, start);
    }
}
