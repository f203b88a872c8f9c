package io.deliverytracking.demo.reckoning.source;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.demo.reckoning.EventRange;
import io.deliverytracking.demo.reckoning.StoredEvents;
import io.deliverytracking.events.EventFormatException;
import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.OrderCodec;
import io.deliverytracking.events.Topics;
import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.events.v1.RiderLocation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The writer's tables as {@link StoredEvents}.
 *
 * <p>Before anything is read, leaves that retention has detached but not yet summed up are finished: their rows would otherwise be in
 * neither {@code rider_location} nor {@code rider_location_dropped}.
 * <p>Threading: confined to one thread. Ownership: a connection of its own, closed by {@link #close()}.
 */
public final class PostgresEvents implements StoredEvents, AutoCloseable {

    private static final int ROWS_AT_A_TIME = 500;

    private final Connection connection;

    private PostgresEvents(Connection connection) {
        this.connection = connection;
    }

    /** @throws SQLException also where the tables are not there: nothing was ever written */
    public static PostgresEvents open(Database database) throws SQLException {
        PostgresEvents events = new PostgresEvents(database.connect());
        try {
            events.finishRetention();
            return events;
        } catch (SQLException e) {
            events.close();
            throw e;
        }
    }

    @Override
    public void locations(EventRange range, LocationVisitor visitor) throws IOException {
        RedrivenPlaces redriven = RedrivenPlaces.read(connection, Topics.DELIVERY_LOCATION_UPDATES);
        copy(
                "SELECT session, rider_id, sequence, kafka_partition, kafka_offset FROM rider_location"
                        + condition(range),
                row -> redriven.visitWhereItStoodFirst(
                        row.int8(), row.int4(), row.int4(), row.int2(), row.int8(), visitor));
    }

    @Override
    public void droppedLocations(EventRange range, DroppedVisitor visitor) throws IOException {
        copy(
                "SELECT session, rider_id, row_count, sequence_sum FROM rider_location_dropped" + condition(range),
                row -> visitor.visit(row.int8(), row.int4(), row.int8(), row.int8()));
    }

    @Override
    public void orders(OrderVisitor visitor) throws IOException {
        copy(
                "SELECT order_id, session, 1"
                        + " + (accepted_at IS NOT NULL)::int * 2"
                        + " + (ready_at IS NOT NULL)::int * 4"
                        + " + (picked_up_at IS NOT NULL)::int * 8"
                        + " + (delivered_at IS NOT NULL)::int * 16"
                        + " + (cancelled_at IS NOT NULL)::int * 32 FROM delivery",
                row -> visitor.visit(row.int8(), row.int8(), row.int4()));
    }

    @Override
    public void deadLocations(LocationVisitor visitor) throws IOException {
        deadLetters(Topics.DELIVERY_LOCATION_UPDATES, (value, partition, offset) -> {
            RiderLocation location = LocationCodec.decode(value);
            visitor.visit(location.getSession(), location.getRiderId(), location.getSequence(), partition, offset);
        });
    }

    @Override
    public void deadOrderUpdates(OrderUpdateVisitor visitor) throws IOException {
        deadLetters(Topics.RESTAURANT_UPDATES, (value, partition, offset) -> {
            RestaurantUpdate update = OrderCodec.decode(value);
            visitor.visit(update.getOrderId(), update.getSession(), update.getStateValue());
        });
    }

    @Override
    public long foreignDeadLetters() throws IOException {
        return deadLetters(Topics.DELIVERY_LOCATION_UPDATES, (value, partition, offset) -> LocationCodec.decode(value))
                + deadLetters(Topics.RESTAURANT_UPDATES, (value, partition, offset) -> OrderCodec.decode(value));
    }

    @Override
    public long expiredLocations() throws IOException {
        return expired(Topics.DELIVERY_LOCATION_UPDATES);
    }

    @Override
    public long expiredOrderUpdates() throws IOException {
        return expired(Topics.RESTAURANT_UPDATES);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void finishRetention() throws SQLException {
        List<String> pending = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT name FROM rider_location_partition WHERE detach_pending")) {
                while (rows.next()) {
                    pending.add(rows.getString(1));
                }
            }
            for (String leaf : pending) {
                // The name is a regclass: quoted where it has to be.
                statement.execute("ALTER TABLE rider_location DETACH PARTITION " + leaf + " FINALIZE");
            }
            statement.execute("SELECT rider_location_drop_detached()");
        }
    }

    /**
     * Numbers only, so a literal is as safe as a parameter, which COPY does not take. In quotes, because an unquoted
     * {@code -9223372036854775808::bigint} negates what is out of range.
     */
    private static String condition(EventRange range) {
        return range.equals(EventRange.EVERYTHING)
                ? ""
                : " WHERE (session, rider_id) >= (bigint '" + range.firstSession() + "', int '" + range.firstRider()
                        + "') AND (session, rider_id) <= (bigint '" + range.lastSession() + "', int '"
                        + range.lastRider() + "')";
    }

    private void copy(String query, Consumer<BinaryCopy.Row> visitor) throws IOException {
        try {
            BinaryCopy.read(connection, query, visitor);
        } catch (SQLException e) {
            throw new IOException("can't read what is stored: " + e.getMessage(), e);
        }
    }

    private interface DeadLetterVisitor {
        void visit(byte[] value, int partition, long offset);
    }

    /**
     * Only letters without an outcome: of the others, the event is a row or a later letter, by the transaction that said so.
     * A letter that was re-driven and not read again has none yet.
     *
     * <p>Returns how many of them are no events. Through a cursor: whoever fills the topic with rubbish must not
     * fill our heap.
     */
    private long deadLetters(String topic, DeadLetterVisitor visitor) throws IOException {
        try {
            // A cursor lives in a transaction.
            connection.setAutoCommit(false);
            try {
                return visitDeadLetters(topic, visitor);
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IOException("can't read the dead letters: " + e.getMessage(), e);
        }
    }

    private long visitDeadLetters(String topic, DeadLetterVisitor visitor) throws SQLException {
        long foreign = 0;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT value, kafka_partition, kafka_offset FROM dead_letter WHERE topic = ? AND outcome IS NULL")) {
            statement.setFetchSize(ROWS_AT_A_TIME);
            statement.setString(1, topic);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    try {
                        visitor.visit(rows.getBytes(1), rows.getInt(2), rows.getLong(3));
                    } catch (EventFormatException e) {
                        foreign++;
                    }
                }
            }
        }
        return foreign;
    }

    private long expired(String topic) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT coalesce(sum(to_offset - from_offset), 0) FROM ingest_gap WHERE topic = ?")) {
            statement.setString(1, topic);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IOException("can't read the gaps: " + e.getMessage(), e);
        }
    }
}
