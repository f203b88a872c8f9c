package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.TimePartitions;
import io.deliverytracking.dbwriter.domain.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * The time partitions as the ingest knows them: makes what a batch needs before the batch is copied, so that a
 * backlog of any age finds its place.
 *
 * <p>Invariant: after {@link #ensure}, every row's record time lies in a partition that exists, unless somebody
 * dropped it in the meantime. The copy then says so and {@link #reload} finds out.
 *
 * <p>Threading: confined to the thread that ingests.
 */
public final class PartitionCatalog {
    private final DataSource dataSource;
    private final Duration width;
    private TimePartitions known;

    public PartitionCatalog(DataSource dataSource, Duration width) {
        this.dataSource = dataSource;
        this.width = width;
        this.known = new TimePartitions(width, List.of());
    }

    /** Forgets what it knew; the next {@link #ensure} asks the database. */
    void reload() {
        known = new TimePartitions(width, List.of());
    }

    void ensure(LocationRows rows) throws SQLException {
        long startMs = 0;
        long endMs = 0;
        for (int row = 0; row < rows.size(); row++) {
            long timeMs = rows.recordTimeMs(row);
            if (timeMs < startMs || timeMs >= endMs) {
                TimeRange range = rangeFor(Instant.ofEpochMilli(timeMs));
                startMs = range.start().toEpochMilli();
                endMs = range.end().toEpochMilli();
            }
        }
    }

    private TimeRange rangeFor(Instant time) throws SQLException {
        TimeRange range = known.find(time);
        if (range != null) {
            return range;
        }
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            known = new TimePartitions(width, PartitionTable.attached(connection));
            TimeRange missing = known.missingFor(time);
            if (missing != null) {
                PartitionTable.create(connection, missing);
                // Asked again: another writer with another width may have been quicker.
                known = new TimePartitions(width, PartitionTable.attached(connection));
            }
        }
        TimeRange made = known.find(time);
        if (made == null) {
            throw new IllegalStateException("no time partition for record time " + time + " although it was made");
        }
        return made;
    }
}
