package io.deliverytracking.loadtest.application.way;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Connections of a direct way, as an application's pool would make them.
 *
 * @param synchronousCommit whether a commit is answered only when it is on disk; off trades the last moments before a crash of the
 *     server for speed
 */
public record Postgres(String jdbcUrl, boolean synchronousCommit) {

    /** Of all connections of a direct way, as the server shows it. */
    public static final String APPLICATION_NAME = "load-test-application";

    private static final int CONNECT_TIMEOUT_S = 5;

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_S));
        // The one is over when there is a socket; a server that stands still gives one, and then says nothing.
        properties.setProperty("loginTimeout", Integer.toString(CONNECT_TIMEOUT_S));
        properties.setProperty("tcpKeepAlive", "true");
        // Many rows in one INSERT, where several are handed over: what every guide to fast writing asks for.
        properties.setProperty("reWriteBatchedInserts", "true");
        Connection connection = DriverManager.getConnection(jdbcUrl, properties);
        try (var statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = " + (synchronousCommit ? "on" : "off"));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
