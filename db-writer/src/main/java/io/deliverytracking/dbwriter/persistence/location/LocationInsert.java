package io.deliverytracking.dbwriter.persistence.location;

import io.deliverytracking.dbwriter.domain.LocationRows;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;

/** The INSERT of one position, and its parameters. */
final class LocationInsert {
    static final String SQL = "INSERT INTO rider_location (record_time, event_time, session, kafka_offset, order_id,"
            + " rider_id, sequence, latitude_e7, longitude_e7, kafka_partition, speed_cm_s, heading_deg, accuracy_m,"
            + " status) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private LocationInsert() {}

    static void bind(PreparedStatement statement, LocationRows rows, int row) throws SQLException {
        int i = 1;
        statement.setTimestamp(i++, new Timestamp(rows.recordTimeMs(row)));
        statement.setTimestamp(i++, new Timestamp(rows.eventTimeMs(row)));
        statement.setLong(i++, rows.session(row));
        statement.setLong(i++, rows.offset(row));
        if (rows.orderId(row) == LocationRows.NO_ORDER) {
            statement.setNull(i++, Types.BIGINT);
        } else {
            statement.setLong(i++, rows.orderId(row));
        }
        statement.setInt(i++, rows.riderId(row));
        statement.setInt(i++, rows.sequence(row));
        statement.setInt(i++, rows.latitudeE7(row));
        statement.setInt(i++, rows.longitudeE7(row));
        statement.setShort(i++, rows.partition(row));
        statement.setShort(i++, rows.speedCmS(row));
        statement.setShort(i++, rows.headingDeg(row));
        statement.setShort(i++, rows.accuracyM(row));
        statement.setShort(i, rows.status(row));
    }
}
