package io.deliverytracking.dbwriter.persistence;

import io.deliverytracking.dbwriter.domain.OrderRows;
import io.deliverytracking.dbwriter.domain.RowOrder;
import io.deliverytracking.events.v1.OrderState;
import io.deliverytracking.events.v1.RestaurantUpdate;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Order updates into {@code delivery}, by order and state.
 *
 * <p>Idempotent by construction: each state has a column that only its first update sets, and the state itself is
 * generated from those columns. Repeated and reordered updates end in the same row.
 *
 * <p>Stateless; any thread.
 */
final class DeliveryUpsert {
    /**
     * SELECT, not VALUES: connections that rewrite batches would join several of them into one INSERT, which may not touch an
     * order twice. The casts tell the server what it can't tell from an absent value.
     */
    static final String SQL = """
            INSERT INTO delivery AS d (order_id, restaurant_id, customer_id, rider_id, session,
                placed_at, accepted_at, ready_at, picked_up_at, delivered_at, cancelled_at,
                expected_ready_at, promised_at, restaurant_latitude_e7, restaurant_longitude_e7,
                customer_latitude_e7, customer_longitude_e7)
            SELECT CAST(? AS bigint), CAST(? AS integer), CAST(? AS integer), CAST(? AS integer), CAST(? AS bigint),
                CAST(? AS timestamptz), CAST(? AS timestamptz), CAST(? AS timestamptz), CAST(? AS timestamptz),
                CAST(? AS timestamptz), CAST(? AS timestamptz), CAST(? AS timestamptz), CAST(? AS timestamptz),
                CAST(? AS integer), CAST(? AS integer), CAST(? AS integer), CAST(? AS integer)
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
                List<@Nullable Object> values = values(rows.update(order.row(place)));
                for (int i = 0; i < values.size(); i++) {
                    statement.setObject(i + 1, values.get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            // The driver wraps the server's error; its code is what decides.
            throw e.getNextException() == null ? e : e.getNextException();
        }
    }

    /** The parameters of the statement, in order. */
    static List<@Nullable Object> values(RestaurantUpdate update) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(update.getOrderId());
        values.add(update.getRestaurantId());
        values.add(update.getCustomerId());
        values.add(update.hasRiderId() ? update.getRiderId() : null);
        values.add(update.getSession());
        values.add(time(update.getPlacedAtMs()));
        for (OrderState state : STATES) {
            values.add(update.getState() == state ? time(update.getEventTimeMs()) : null);
        }
        values.add(update.hasReadyAtMs() ? time(update.getReadyAtMs()) : null);
        values.add(update.hasPromisedAtMs() ? time(update.getPromisedAtMs()) : null);
        values.add(update.getRestaurantLatitudeE7());
        values.add(update.getRestaurantLongitudeE7());
        values.add(update.getCustomerLatitudeE7());
        values.add(update.getCustomerLongitudeE7());
        return values;
    }

    private static OffsetDateTime time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).atOffset(ZoneOffset.UTC);
    }
}
