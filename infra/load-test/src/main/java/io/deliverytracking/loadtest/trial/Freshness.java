package io.deliverytracking.loadtest.trial;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.loadtest.lab.LabException;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.loadtest.sample.LatencyRecorder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

/**
 * How long it took from the moment when an event was due until its row was committed, asked of the database afterwards: it keeps the
 * moment of each commit.
 *
 * <p>Taken from a sample of the table's pages, some {@link #SAMPLE} rows: percentiles of all would tell the same. The moment of a
 * commit is when its record was written; the disk's answer comes after it, a fraction of a millisecond here.
 * <p>Stateless; blocks.
 */
final class Freshness {

    private static final double SAMPLE = 200_000;
    private static final int ROWS_AT_A_TIME = 10_000;
    private static final long NS_PER_US = 1_000;

    private static final String MICROSECONDS =
            "SELECT (extract(epoch FROM pg_xact_commit_timestamp(xmin) - event_time) * 1000000)::bigint"
                    + " FROM rider_location TABLESAMPLE SYSTEM (?) WHERE event_time >= ? AND event_time < ?";

    private Freshness() {}

    /**
     * Of the events that were due in this time.
     *
     * @param rows how many the table holds, roughly
     * @return empty where there are none, or where the database does not keep the moments of commits
     */
    static Optional<Latency> of(Database database, long rows, Instant from, Instant to) throws LabException {
        if (rows == 0) {
            return Optional.empty();
        }
        LatencyRecorder latencies = new LatencyRecorder();
        try (Connection connection = database.connect()) {
            if (!keepsCommitTimes(connection)) {
                return Optional.empty();
            }
            // A cursor, so that the rows are not in memory all at once.
            connection.setAutoCommit(false);
            try (PreparedStatement sample = connection.prepareStatement(MICROSECONDS)) {
                sample.setFetchSize(ROWS_AT_A_TIME);
                sample.setFloat(1, (float) Math.min(100, 100 * SAMPLE / rows));
                sample.setTimestamp(2, Timestamp.from(from));
                sample.setTimestamp(3, Timestamp.from(to));
                try (ResultSet times = sample.executeQuery()) {
                    while (times.next()) {
                        latencies.record(times.getLong(1) * NS_PER_US);
                    }
                }
            }
        } catch (SQLException e) {
            throw new LabException("the moments of commits can't be read: " + e.getMessage(), e);
        }
        latencies.take(true);
        return latencies.kept();
    }

    private static boolean keepsCommitTimes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW track_commit_timestamp")) {
            row.next();
            return row.getString(1).equals("on");
        }
    }
}
