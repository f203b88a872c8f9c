package io.deliverytracking.dbwriter.persistence.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Time partitions that are packed into {@code rider_trajectory} some seconds after their end, and dropped.
 *
 * <p>Where packing has come to is kept in this object. The application would keep it in a table, moved in the transaction that
 * brings the packed rows, and would read both in one statement.
 */
public final class PackedAtRest implements AtRest {
    private final DataSource dataSource;
    private final Duration grace;
    private volatile long packedUntilMs;
    private double outCpuS;
    private double inCpuS;
    private long clientCpuNs;
    private long packedRows;
    private long packedBytes;
    private long fixes;

    /** Packing from a time on, so long after the end of a leaf. */
    public PackedAtRest(DataSource dataSource, long fromMs, Duration grace) {
        this.dataSource = dataSource;
        this.packedUntilMs = fromMs;
        this.grace = grace;
    }

    @Override
    public void run(Instant now) throws SQLException {
        try (Connection from = dataSource.getConnection();
                Connection to = dataSource.getConnection();
                Connection catalog = dataSource.getConnection()) {
            for (Timestamp end = nextEnd(catalog, now); end != null; end = nextEnd(catalog, now)) {
                pack(from, to, end.getTime());
                drop(catalog, "range_end = ?", end);
            }
        }
    }

    /** Packs everything there is, while nobody writes: it ends at this time, which may be within a leaf. */
    public void packAll(long endMs) throws SQLException {
        run(Instant.ofEpochMilli(endMs).plus(grace));
        try (Connection from = dataSource.getConnection();
                Connection to = dataSource.getConnection();
                Connection catalog = dataSource.getConnection()) {
            pack(from, to, endMs);
            while (drop(catalog, "range_end > ?", new Timestamp(endMs))) {
                // the leaf that was half full, and those made ahead
            }
        }
    }

    private void pack(Connection from, Connection to, long untilMs) throws SQLException {
        TrajectoryPacking packing = new TrajectoryPacking(from, to);
        double outBefore = ServerCpu.of(from);
        double inBefore = ServerCpu.of(to);
        long clientBefore = ThreadCpu.currentNs();
        fixes += packing.pack(packedUntilMs, untilMs);
        packedUntilMs = untilMs;
        clientCpuNs += ThreadCpu.currentNs() - clientBefore;
        inCpuS += ServerCpu.of(to) - inBefore;
        to.commit();
        outCpuS += ServerCpu.of(from) - outBefore;
        packedRows += packing.packedRows();
        packedBytes += packing.packedBytes();
    }

    private @Nullable Timestamp nextEnd(Connection catalog, Instant now) throws SQLException {
        try (PreparedStatement statement = catalog.prepareStatement(
                "SELECT min(range_end) FROM rider_location_partition WHERE attached AND range_end <= ?")) {
            statement.setTimestamp(1, Timestamp.from(now.minus(grace)));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getTimestamp(1);
            }
        }
    }

    /** As retention does it: nobody waits for this. */
    private static boolean drop(Connection catalog, String condition, Timestamp time) throws SQLException {
        try (PreparedStatement statement = catalog.prepareStatement(
                        "SELECT name FROM rider_location_partition WHERE attached AND " + condition + " LIMIT 1");
                Statement change = catalog.createStatement()) {
            statement.setTimestamp(1, time);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                change.execute("ALTER TABLE rider_location DETACH PARTITION " + row.getString(1) + " CONCURRENTLY");
                change.execute("DROP TABLE " + row.getString(1));
                return true;
            }
        }
    }

    @Override
    public Trail trail() {
        return new PackedTrail(() -> packedUntilMs);
    }

    @Override
    public String tables() {
        return "SELECT inhrelid FROM pg_inherits WHERE inhparent = 'rider_trajectory'::regclass";
    }

    @Override
    public String seconds() {
        return "SELECT coalesce(sum(fix_count), 0)::float8 / (SELECT count(DISTINCT rider_id) FROM rider_trajectory"
                + " WHERE minute = (SELECT min(minute) FROM rider_trajectory)) FROM rider_trajectory";
    }

    /** What packing took, by fix. */
    @Override
    public String toString() {
        return "packed %,d fixes into %,d rows of %.0f bytes; a fix: server CPU %.2f us out, %.3f us in, client CPU %.2f us"
                .formatted(
                        fixes,
                        packedRows,
                        (double) packedBytes / packedRows,
                        outCpuS * 1e6 / fixes,
                        inCpuS * 1e6 / fixes,
                        clientCpuNs / 1e3 / fixes);
    }
}
