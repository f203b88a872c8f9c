package io.deliverytracking.demo.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A Postgres by its JDBC URL, ours or anybody's: waits for it, checks that it keeps what it commits, makes our database.
 *
 * <p>Threading: immutable; each method opens a connection of its own and blocks.
 */
public record Database(String jdbcUrl) {

    public static final int CONNECT_TIMEOUT_S = 10;

    /** SQLSTATE of "create database" where it exists. */
    private static final String DUPLICATE_DATABASE = "42P04";

    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    public Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "delivery-demo");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_S));
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_TIMEOUT_S));
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    /**
     * Waits until it answers. A server that recovers after a kill refuses connections for as long as its WAL takes to replay.
     *
     * @param stillComing false ends the wait: the process is gone
     * @throws SQLException the last refusal
     */
    public void await(Duration patience, BooleanSupplier stillComing) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try (Connection connection = connect()) {
                return;
            } catch (SQLException refusal) {
                if (System.nanoTime() > deadline || !stillComing.getAsBoolean() || Thread.interrupted()) {
                    throw refusal;
                }
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** The settings without which a commit may be lost in a crash, each that is off as {@code name=value}; empty is good. */
    public List<String> whatMakesItForget() throws SQLException {
        List<String> off = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String setting : DURABILITY) {
                try (ResultSet rows = statement.executeQuery("SHOW " + setting)) {
                    rows.next();
                    String value = rows.getString(1);
                    if (value.equals("off")) {
                        off.add(setting + "=" + value);
                    }
                }
            }
        }
        return off;
    }

    /** Makes a database on this server unless it is there. */
    public void createDatabase(String name) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
