package io.deliverytracking.dbwriter.persistence.location;

import io.deliverytracking.dbwriter.domain.LocationRows;
import io.deliverytracking.dbwriter.domain.RowOrder;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import org.postgresql.PGConnection;

/**
 * One INSERT from arrays, a column each: {@code INSERT … SELECT … FROM unnest(…)}. One statement and one round trip whatever
 * the number of rows, and the driver sends arrays of numbers in binary; but the server holds all of them in memory.
 */
public final class LocationUnnest implements LocationWriter {
    /** Ids of orders begin at 1, so 0 in the array stands for none: an array of primitives has no null. */
    private static final String SQL = "INSERT INTO rider_location (record_time, event_time, session, kafka_offset,"
            + " order_id, rider_id, sequence, latitude_e7, longitude_e7, kafka_partition, speed_cm_s, heading_deg,"
            + " accuracy_m, status)"
            + " SELECT timestamptz 'epoch' + record_ms * interval '1 ms', timestamptz 'epoch' + event_ms * interval '1 ms',"
            + " session, kafka_offset, nullif(order_id, 0), rider_id, sequence, latitude_e7, longitude_e7,"
            + " kafka_partition, speed_cm_s, heading_deg, accuracy_m, status"
            + " FROM unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int4[], ?::int4[], ?::int4[],"
            + " ?::int4[], ?::int2[], ?::int2[], ?::int2[], ?::int2[], ?::int2[]) AS n(record_ms, event_ms, session,"
            + " kafka_offset, order_id, rider_id, sequence, latitude_e7, longitude_e7, kafka_partition, speed_cm_s,"
            + " heading_deg, accuracy_m, status)";

    /** A column of 16 bits. */
    @FunctionalInterface
    private interface ShortColumn {
        short value(int row);
    }

    @Override
    public void write(Connection connection, LocationRows rows, RowOrder order, int from, int to) throws SQLException {
        Columns columns = new Columns(connection.unwrap(PGConnection.class), order, from, to);
        Array[] arrays = {
            columns.longs(rows::recordTimeMs),
            columns.longs(rows::eventTimeMs),
            columns.longs(rows::session),
            columns.longs(rows::offset),
            columns.longs(rows::orderId),
            columns.ints(rows::riderId),
            columns.ints(rows::sequence),
            columns.ints(rows::latitudeE7),
            columns.ints(rows::longitudeE7),
            columns.shorts(rows::partition),
            columns.shorts(rows::speedCmS),
            columns.shorts(rows::headingDeg),
            columns.shorts(rows::accuracyM),
            columns.shorts(rows::status)
        };
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (int i = 0; i < arrays.length; i++) {
                statement.setArray(i + 1, arrays[i]);
            }
            int written = statement.executeUpdate();
            if (written != to - from) {
                throw new IllegalStateException("inserted " + written + " rows of " + (to - from));
            }
        }
    }

    /** Columns of the rows at some places, in the order of the places. */
    private record Columns(PGConnection connection, RowOrder order, int from, int to) {
        Array longs(IntToLongFunction column) throws SQLException {
            long[] values = new long[to - from];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.applyAsLong(order.row(from + i));
            }
            return connection.createArrayOf("int8", values);
        }

        Array ints(IntUnaryOperator column) throws SQLException {
            int[] values = new int[to - from];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.applyAsInt(order.row(from + i));
            }
            return connection.createArrayOf("int4", values);
        }

        Array shorts(ShortColumn column) throws SQLException {
            short[] values = new short[to - from];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.value(order.row(from + i));
            }
            return connection.createArrayOf("int2", values);
        }
    }
}
