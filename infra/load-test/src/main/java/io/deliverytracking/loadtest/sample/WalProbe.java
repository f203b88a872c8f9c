package io.deliverytracking.loadtest.sample;

import io.deliverytracking.demo.postgres.KeptConnection;
import io.deliverytracking.demo.services.JdbcUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * How far the write-ahead log of a Postgres has got, in bytes since the cluster was made.
 *
 * <p>Threading: confined to one thread, which blocks for two seconds at most.
 * <p>Ownership: one connection, opened when it is needed and again after a failure.
 */
public final class WalProbe implements AutoCloseable {

    private static final String PATIENCE_S = "2";

    private final KeptConnection connection;

    public WalProbe(String jdbcUrl) {
        // Refuses at once what the driver would refuse every second.
        JdbcUrl.parse(jdbcUrl);
        this.connection = new KeptConnection(() -> open(jdbcUrl));
    }

    /** Empty while the database does not answer. */
    public OptionalLong position() {
        try (Statement statement = connection.get().createStatement();
                // The insert position: what is written, but perhaps not flushed, was caused by now.
                ResultSet row = statement.executeQuery("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")) {
            row.next();
            return OptionalLong.of(row.getLong(1));
        } catch (SQLException away) {
            connection.close();
            return OptionalLong.empty();
        }
    }

    private static Connection open(String jdbcUrl) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "load-test-probe");
        properties.setProperty("connectTimeout", PATIENCE_S);
        properties.setProperty("loginTimeout", PATIENCE_S);
        properties.setProperty("socketTimeout", PATIENCE_S);
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    @Override
    public void close() {
        connection.close();
    }
}
