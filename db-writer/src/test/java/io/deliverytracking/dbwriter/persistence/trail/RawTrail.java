package io.deliverytracking.dbwriter.persistence.trail;

import io.deliverytracking.dbwriter.persistence.trail.Fixes.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From {@code rider_location}, by the statement that the application's REST query becomes. Planned anew each time, as there:
 * its client keeps no prepared statements.
 */
public final class RawTrail implements Trail {
    /** All that a row holds. */
    public static final RawTrail WHOLE = new RawTrail(EnumSet.allOf(Column.class));

    /** What the application's answer has. */
    public static final RawTrail AS_ASKED =
            new RawTrail(EnumSet.complementOf(EnumSet.of(Column.PARTITION, Column.OFFSET)));

    private final Column[] columns;
    private final String sql;

    private RawTrail(Set<Column> columns) {
        this.columns = columns.toArray(Column[]::new);
        this.sql = "SELECT "
                + Arrays.stream(this.columns).map(Column::sqlName).collect(Collectors.joining(", "))
                + " FROM rider_location WHERE rider_id = ? AND record_time >= ? AND record_time < ?"
                + " ORDER BY record_time, session, sequence LIMIT 10000";
    }

    @Override
    public void read(Connection connection, int riderId, long fromMs, long toMs, Fixes fixes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, riderId);
            statement.setTimestamp(2, new Timestamp(fromMs));
            statement.setTimestamp(3, new Timestamp(toMs));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    fixes.add();
                    for (int i = 0; i < columns.length; i++) {
                        fixes.set(
                                columns[i],
                                columns[i].isTime() ? row.getTimestamp(i + 1).getTime() : row.getLong(i + 1));
                    }
                }
            }
        }
    }
}
