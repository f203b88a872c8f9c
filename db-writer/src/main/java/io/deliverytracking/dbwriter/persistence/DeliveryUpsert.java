package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.OrderRows;
import io.deliverytracking.dbwriter.domain.RowOrder;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;

/**
 * Order updates into {@code delivery}, by order and state.
 *
 * <p>Idempotent by construction: each state has a column that only its first update sets, and the state itself is
 * generated from those columns. Repeated and reordered updates end in the same row.
 *
 * <p>Stateless; any thread.
 */
final class DeliveryUpsert {
    private static final String SQL = """
            INSERT INTO delivery AS d (order_id, restaurant_id, customer_id, rider_id, session,
                placed_at, accepted_at, ready_at, picked_up_at, delivered_at, cancelled_at,
                expected_ready_at, promised_at, restaurant_latitude_e7, restaurant_longitude_e7,
                customer_latitude_e7, customer_longitude_e7)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (order_id) DO UPDATE SET
                rider_id = coalesce(d.rider_id, excluded.rider_id),
                accepted_at = coalesce(d.accepted_at, excluded.accepted_at),
                ready_at = coalesce(d.ready_at, excluded.ready_at),
                picked_up_at = coalesce(d.picked_up_at, excluded.picked_up_at),
                delivered_at = coalesce(d.delivered_at, excluded.delivered_at),
                cancelled_at = coalesce(d.cancelled_at, excluded.cancelled_at),
                expected_ready_at = coalesce(excluded.expected_ready_at, d.expected_ready_at),
                promised_at = coalesce(excluded.promised_at, d.promised_at)
            """;

    /** The states after "placed" that have a column, in the order of their parameters. */
    private static final OrderState[] STATES = {
        OrderState.ORDER_STATE_ACCEPTED,
        OrderState.ORDER_STATE_READY,
        OrderState.ORDER_STATE_PICKED_UP,
        OrderState.ORDER_STATE_DELIVERED,
        OrderState.ORDER_STATE_CANCELLED
    };

    /** Applies the updates at places {@code from} to {@code to - 1}, in one round trip. */
    void apply(Connection connection, OrderRows rows, RowOrder order, int from, int to) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (int place = from; place < to; place++) {
                bind(statement, rows.update(order.row(place)));
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            // The driver wraps the server's error; its code is what decides.
            throw e.getNextException() == null ? e : e.getNextException();
        }
    }

    private static void bind(PreparedStatement statement, RestaurantUpdate update) throws SQLException {
        int i = 1;
        statement.setLong(i++, update.getOrderId());
        statement.setInt(i++, update.getRestaurantId());
        statement.setInt(i++, update.getCustomerId());
        if (update.hasRiderId()) {
            statement.setInt(i++, update.getRiderId());
        } else {
            statement.setNull(i++, Types.INTEGER);
        }
        statement.setLong(i++, update.getSession());
        setTime(statement, i++, true, update.getPlacedAtMs());
        for (OrderState state : STATES) {
            setTime(statement, i++, update.getState() == state, update.getEventTimeMs());
        }
        setTime(statement, i++, update.hasReadyAtMs(), update.getReadyAtMs());
        setTime(statement, i++, update.hasPromisedAtMs(), update.getPromisedAtMs());
        statement.setInt(i++, update.getRestaurantLatitudeE7());
        statement.setInt(i++, update.getRestaurantLongitudeE7());
        statement.setInt(i++, update.getCustomerLatitudeE7());
        statement.setInt(i, update.getCustomerLongitudeE7());
    }

    private static void setTime(PreparedStatement statement, int parameter, boolean present, long epochMs)
            throws SQLException {
        if (present) {
            statement.setTimestamp(parameter, new Timestamp(epochMs));
        } else {
            statement.setNull(parameter, Types.TIMESTAMP_WITH_TIMEZONE);
        }
    }
}
