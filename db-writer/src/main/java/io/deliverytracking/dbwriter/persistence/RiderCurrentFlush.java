package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.CurrentPositions;
import io.deliverytracking.dbwriter.domain.CurrentPositions.Coverage;
import io.deliverytracking.dbwriter.domain.CurrentPositions.Snapshot;
import io.deliverytracking.dbwriter.domain.LatestRows;
import io.deliverytracking.dbwriter.domain.LogPartition;
import io.deliverytracking.dbwriter.domain.Pause;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Brings {@code rider_current} up to date, a few times a minute, outside of the ingest's transactions: one upsert a
 * rider and flush instead of one a rider and second.
 *
 * <p>All riders at once would take a processor of the database for a second or two, and everybody else would feel it. So
 * a flush goes in parts of {@value #RIDERS_A_PART} riders, each a transaction, spread over the time that it is given. None
 * of them waits for the disk: what a crash takes of them it also takes of the mark that stands behind them in the
 * write-ahead log.
 *
 * <p>Invariant: {@code ingest_offset.current_offset} of a partition moves only after everything below it is in
 * {@code rider_current}. So after a crash the rows that a flush missed are those from there on; they are read back
 * from {@code rider_location} ({@code current_floor} says from which record time to look).
 *
 * <p>Every upsert is monotonic in (session, sequence): flushes may overlap, repeat, or come from two writers.
 *
 * <p>Threading: one flush at a time, on any thread.
 *
 * <p>Failure: the snapshot is given back, and the next flush reads its partitions from the database. So it is when the
 * application stops.
 */
public final class RiderCurrentFlush {
    private static final String COLUMNS = "rider_id, session, sequence, order_id, record_time, event_time,"
            + " latitude_e7, longitude_e7, speed_cm_s, heading_deg, accuracy_m, status";

    private static final String IF_LATER = " ON CONFLICT (rider_id) DO UPDATE SET session = excluded.session,"
            + " sequence = excluded.sequence, order_id = excluded.order_id, record_time = excluded.record_time,"
            + " event_time = excluded.event_time, latitude_e7 = excluded.latitude_e7,"
            + " longitude_e7 = excluded.longitude_e7, speed_cm_s = excluded.speed_cm_s,"
            + " heading_deg = excluded.heading_deg, accuracy_m = excluded.accuracy_m, status = excluded.status,"
            + " updated_at = excluded.updated_at"
            + " WHERE (excluded.session, excluded.sequence) > (c.session, c.sequence)";

    /** Ordered by rider, so that two writers lock rows in the same order. */
    private static final String UPSERT = "INSERT INTO rider_current AS c (" + COLUMNS + ", updated_at)"
            + " SELECT rider_id, session, sequence, nullif(order_id, 0),"
            + " timestamptz 'epoch' + record_ms * interval '1 ms', timestamptz 'epoch' + event_ms * interval '1 ms',"
            + " latitude_e7, longitude_e7, speed_cm_s, heading_deg, accuracy_m, status, now()"
            + " FROM unnest(?::int4[], ?::int8[], ?::int4[], ?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int4[],"
            + " ?::int2[], ?::int2[], ?::int2[], ?::int2[]) AS n(rider_id, session, sequence, order_id, record_ms,"
            + " event_ms, latitude_e7, longitude_e7, speed_cm_s, heading_deg, accuracy_m, status)"
            + " ORDER BY rider_id" + IF_LATER;

    private static final String REBUILD = "INSERT INTO rider_current AS c (" + COLUMNS + ", updated_at)"
            + " SELECT DISTINCT ON (l.rider_id) l.rider_id, l.session, l.sequence, l.order_id, l.record_time,"
            + " l.event_time, l.latitude_e7, l.longitude_e7, l.speed_cm_s, l.heading_deg, l.accuracy_m, l.status, now()"
            + " FROM rider_location l WHERE l.kafka_partition = ? AND l.kafka_offset >= ? AND l.kafka_offset < ?"
            + " AND l.record_time >= ?"
            + " ORDER BY l.rider_id, l.session DESC, l.sequence DESC" + IF_LATER;

    /** The floor rises only if no batch slipped in since we looked; otherwise it stays low, which is safe. */
    private static final String MARK = "UPDATE ingest_offset SET current_offset = ?,"
            + " current_floor = CASE WHEN next_offset = ? THEN ? ELSE current_floor END"
            + " WHERE cluster_id = ? AND topic_id = ? AND partition = ? AND current_offset < ?";

    /** Two or three milliseconds of the database's time: less than its scheduler gives a busy process in one go. */
    static final int RIDERS_A_PART = 250;

    private final DataSource dataSource;
    private final CurrentPositions positions;
    private final Duration spread;
    private final Pause pause;

    /** @param spread over how long the parts of a flush are spread */
    public RiderCurrentFlush(DataSource dataSource, CurrentPositions positions, Duration spread, Pause pause) {
        this.dataSource = dataSource;
        this.positions = positions;
        this.spread = spread;
        this.pause = pause;
    }

    /** Writes what gathered since the last flush; returns the number of riders in it, none where the application stops. */
    public int flush() throws SQLException {
        Snapshot snapshot = positions.drain();
        if (snapshot.isEmpty()) {
            return 0;
        }
        boolean written = false;
        try {
            if (upsert(snapshot.rows().byRider(RIDERS_A_PART))) {
                mark(snapshot);
                written = true;
            }
        } finally {
            if (!written) {
                positions.giveBack(snapshot);
            }
        }
        return written ? snapshot.rows().size() : 0;
    }

    /** Returns false if the application stops before all are written. */
    private boolean upsert(List<LatestRows> parts) throws SQLException {
        long startNs = System.nanoTime();
        for (int i = 0; i < parts.size(); i++) {
            long dueNs = startNs + spread.toNanos() * i / parts.size();
            Duration early = Duration.ofNanos(Math.max(0, dueNs - System.nanoTime()));
            if (!early.isZero() && !pause.await(early)) {
                return false;
            }
            // A connection a part: others have their turn between two of them.
            try (Connection connection = dataSource.getConnection()) {
                upsert(connection, parts.get(i));
            }
        }
        return true;
    }

    private void mark(Snapshot snapshot) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            for (LogPartition partition : snapshot.rebuild()) {
                rebuild(connection, partition, snapshot.coverage().get(partition));
            }
            for (Map.Entry<LogPartition, Coverage> covered : snapshot.coverage().entrySet()) {
                mark(connection, covered.getKey(), covered.getValue());
            }
        }
    }

    private static void upsert(Connection connection, LatestRows rows) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement local = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            local.execute("SET LOCAL synchronous_commit TO off");
            PGConnection postgres = connection.unwrap(PGConnection.class);
            Array[] columns = {
                postgres.createArrayOf("int4", rows.riderId()),
                postgres.createArrayOf("int8", rows.session()),
                postgres.createArrayOf("int4", rows.sequence()),
                postgres.createArrayOf("int8", rows.orderId()),
                postgres.createArrayOf("int8", rows.recordTimeMs()),
                postgres.createArrayOf("int8", rows.eventTimeMs()),
                postgres.createArrayOf("int4", rows.latitudeE7()),
                postgres.createArrayOf("int4", rows.longitudeE7()),
                postgres.createArrayOf("int2", rows.speedCmS()),
                postgres.createArrayOf("int2", rows.headingDeg()),
                postgres.createArrayOf("int2", rows.accuracyM()),
                postgres.createArrayOf("int2", rows.status())
            };
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(i + 1, columns[i]);
            }
            statement.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, SQLException reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void mark(Connection connection, LogPartition partition, Coverage covered) throws SQLException {
        Coverage since = positions.sinceDrain(partition);
        if (positions.needsRebuild(partition)) {
            // Others have stored rows of it since the drain, whose floor is not known here: the rebuild begins where we
            // were.
            return;
        }
        long nextOffset = since == null ? covered.appliedOffset() : since.appliedOffset();
        Timestamp floor = since == null || since.floorMs() == Long.MAX_VALUE ? null : new Timestamp(since.floorMs());
        mark(connection, partition, covered, nextOffset, floor);
    }

    private static void mark(
            Connection connection, LogPartition partition, Coverage covered, long nextOffset, @Nullable Timestamp floor)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setLong(1, covered.appliedOffset());
            statement.setLong(2, nextOffset);
            if (floor == null) {
                statement.setNull(3, Types.TIMESTAMP_WITH_TIMEZONE);
            } else {
                statement.setTimestamp(3, floor);
            }
            statement.setString(4, covered.log().clusterId());
            statement.setObject(5, covered.log().topicId());
            statement.setInt(6, partition.partition());
            statement.setLong(7, covered.appliedOffset());
            statement.executeUpdate();
        }
    }

    /** Reads back what is missing below {@code covered}: the rest has just been written from memory. */
    private static void rebuild(Connection connection, LogPartition partition, @Nullable Coverage covered)
            throws SQLException {
        for (RebuildMark behind : RebuildMark.read(connection, partition)) {
            RebuildMark mark = covered == null ? behind : behind.below(covered.log(), covered.fromOffset());
            if (mark.isEmpty()) {
                continue;
            }
            try (PreparedStatement statement = connection.prepareStatement(REBUILD)) {
                statement.setInt(1, partition.partition());
                statement.setLong(2, mark.currentOffset());
                statement.setLong(3, mark.nextOffset());
                statement.setTimestamp(4, mark.floor());
                statement.executeUpdate();
            }
            mark.done(connection);
        }
    }
}
