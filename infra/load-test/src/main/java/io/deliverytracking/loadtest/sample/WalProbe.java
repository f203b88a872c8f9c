package io.deliverytracking.loadtest.sample;

import io.deliverytracking.demo.services.JdbcUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How far the write-ahead log of a Postgres has got, in bytes since the cluster was made.
 *
 * <p>Threading: confined to one thread, which blocks for two seconds at most.
 * <p>Ownership: one connection, opened when it is needed and again after a failure.
 */
public final class WalProbe implements AutoCloseable {

    private static final String PATIENCE_S = "2";

    private final String jdbcUrl;
    private @Nullable Connection connection;

    public WalProbe(String jdbcUrl) {
        // Refuses at once what the driver would refuse every second.
        JdbcUrl.parse(jdbcUrl);
        this.jdbcUrl = jdbcUrl;
    }

    /** Empty while the database does not answer. */
    public OptionalLong position() {
        try (Statement statement = open().createStatement();
                // The insert position: what is written, but perhaps not flushed, was caused by now.
                ResultSet row = statement.executeQuery("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")) {
            row.next();
            return OptionalLong.of(row.getLong(1));
        } catch (SQLException away) {
            close();
            return OptionalLong.empty();
        }
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            Properties properties = new Properties();
            properties.setProperty("ApplicationName", "load-test-probe");
            properties.setProperty("connectTimeout", PATIENCE_S);
            properties.setProperty("loginTimeout", PATIENCE_S);
            properties.setProperty("socketTimeout", PATIENCE_S);
            open = DriverManager.getConnection(jdbcUrl, properties);
            connection = open;
        }
        return open;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // It was broken already, which is why it is closed.
            }
        }
    }
}
