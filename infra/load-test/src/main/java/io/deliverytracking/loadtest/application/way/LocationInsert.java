package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;

/**
 * A row of {@code rider_location}, the same that the database writer makes of the event.
 *
 * <p>Two columns say where in the log a row came from. A direct row came from no log: its partition is {@link #NO_PARTITION}, and its
 * offset counts the events of the session, so that the pair is as unique as it is in the log's rows.
 */
final class LocationInsert {

    static final short NO_PARTITION = -1;

    private static final String SQL =
            "INSERT INTO rider_location (record_time, event_time, session, kafka_offset, order_id,"
                    + " rider_id, sequence, latitude_e7, longitude_e7, kafka_partition, speed_cm_s, heading_deg, accuracy_m, status)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private LocationInsert() {}

    static PreparedStatement prepare(Connection connection) throws SQLException {
        return connection.prepareStatement(SQL);
    }

    static void bind(PreparedStatement insert, Event event) throws SQLException {
        insert.setTimestamp(1, new Timestamp(event.recordTimeMs()));
        insert.setTimestamp(2, new Timestamp(event.eventTimeMs()));
        insert.setLong(3, event.session());
        insert.setLong(4, event.number());
        if (event.orderId() == 0) {
            insert.setNull(5, Types.BIGINT);
        } else {
            insert.setLong(5, event.orderId());
        }
        insert.setInt(6, event.riderId());
        insert.setInt(7, event.sequence());
        insert.setInt(8, event.latitudeE7());
        insert.setInt(9, event.longitudeE7());
        insert.setShort(10, NO_PARTITION);
        insert.setShort(11, event.speedCmS());
        insert.setShort(12, event.headingDeg());
        insert.setShort(13, event.accuracyM());
        insert.setShort(14, event.status());
    }
}
