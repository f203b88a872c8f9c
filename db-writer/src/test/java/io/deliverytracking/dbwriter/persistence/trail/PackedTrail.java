package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.persistence.trail.Fixes.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.function.LongSupplier;

/**
 * From {@code rider_trajectory} up to where fixes are packed, and from {@code rider_location} after that.
 *
 * <p>Threading: not thread-safe.
 */
public final class PackedTrail implements Trail {
    private static final String SQL =
            "SELECT fixes FROM rider_trajectory WHERE rider_id = ? AND minute >= ?" + " AND minute < ? ORDER BY minute";

    private final TrajectoryCodec codec = new TrajectoryCodec();
    private final Fixes row = new Fixes();
    private final LongSupplier packedUntilMs;

    /** A reader that asks where packing has come to. */
    public PackedTrail(LongSupplier packedUntilMs) {
        this.packedUntilMs = packedUntilMs;
    }

    @Override
    public void read(Connection connection, int riderId, long fromMs, long toMs, Fixes fixes) throws SQLException {
        long packedMs = Math.max(fromMs, Math.min(toMs, packedUntilMs.getAsLong()));
        if (fromMs < packedMs) {
            packed(connection, riderId, fromMs, packedMs, fixes);
        }
        if (packedMs < toMs) {
            RawTrail.AS_ASKED.read(connection, riderId, packedMs, toMs, fixes);
        }
    }

    private void packed(Connection connection, int riderId, long fromMs, long toMs, Fixes fixes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setInt(1, riderId);
            statement.setTimestamp(2, new Timestamp(Trajectory.minuteOf(fromMs)));
            statement.setTimestamp(3, new Timestamp(toMs));
            try (ResultSet minute = statement.executeQuery()) {
                while (minute.next()) {
                    row.clear();
                    codec.decode(minute.getBytes(1), row);
                    addWithin(fromMs, toMs, fixes);
                }
            }
        }
    }

    private void addWithin(long fromMs, long toMs, Fixes fixes) {
        for (int fix = 0; fix < row.size(); fix++) {
            long timeMs = row.get(Column.RECORD_TIME, fix);
            if (timeMs >= fromMs && timeMs < toMs) {
                fixes.add();
                for (Column column : Column.values()) {
                    fixes.set(column, row.get(column, fix));
                }
            }
        }
    }
}
