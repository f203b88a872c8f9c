package io.deliverytracking.loadtest.foreground;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The table {@code delivery} as the foreground uses it: statements on one connection, each a transaction of its own.
 *
 * <p>Threading: confined to one thread, like the connection. Ownership: the connection, closed by {@link #close()}.
 */
final class OrderTable implements AutoCloseable {

    /** As many as a busy evening has: the table fits into memory, as the orders of a day do. */
    static final int ORDERS = 50_000;

    /** Orders of a trial are of no session of riders. */
    private static final String POPULATE =
            "INSERT INTO delivery (order_id, restaurant_id, customer_id, session, placed_at, promised_at,"
                    + " restaurant_latitude_e7, restaurant_longitude_e7, customer_latitude_e7, customer_longitude_e7)"
                    + " SELECT i, i % 1000, i % 20000, 0, now() - i * interval '1 second', now() + interval '30 minutes',"
                    + " 525200000 + i, 134050000 + i, 525200000 - i, 134050000 - i FROM generate_series(1, " + ORDERS
                    + ") i";

    private static final String READ =
            "SELECT state, rider_id, placed_at, promised_at FROM delivery WHERE order_id = ?";
    private static final String CREATE =
            "INSERT INTO delivery (order_id, restaurant_id, customer_id, session, placed_at, promised_at,"
                    + " restaurant_latitude_e7, restaurant_longitude_e7, customer_latitude_e7, customer_longitude_e7)"
                    + " VALUES (?, ?, ?, 0, now(), now() + interval '30 minutes', 525200000, 134050000, 525200000, 134050000)";
    private static final String UPDATE =
            "UPDATE delivery SET promised_at = now() + interval '20 minutes' WHERE order_id = ?";

    private static final int RESTAURANTS = 1_000;
    private static final int CUSTOMERS = 20_000;

    private final Connection connection;
    private final PreparedStatement read;
    private final PreparedStatement create;
    private final PreparedStatement update;

    OrderTable(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(true);
        read = connection.prepareStatement(READ);
        create = connection.prepareStatement(CREATE);
        update = connection.prepareStatement(UPDATE);
    }

    /** Exactly {@link #ORDERS} orders, freshly analysed: the same start for every trial. */
    static void populate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE delivery");
            statement.execute(POPULATE);
            statement.execute("ANALYZE delivery");
        }
    }

    /**
     * Does it with an order that the draw chooses.
     *
     * @param number of the request: names the order that is created
     */
    void perform(Operation operation, long number, long draw) throws SQLException {
        long order = 1 + Math.floorMod(draw, (long) ORDERS);
        switch (operation) {
            case READ -> {
                read.setLong(1, order);
                try (ResultSet row = read.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException("order " + order + " is missing");
                    }
                }
            }
            case CREATE -> {
                create.setLong(1, ORDERS + 1 + number);
                create.setInt(2, (int) Math.floorMod(draw, (long) RESTAURANTS));
                create.setInt(3, (int) Math.floorMod(draw, (long) CUSTOMERS));
                create.executeUpdate();
            }
            case UPDATE -> {
                update.setLong(1, order);
                if (update.executeUpdate() != 1) {
                    throw new SQLException("order " + order + " is missing");
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
