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
record Postgres(String jdbcUrl, boolean synchronousCommit) {

    private static final int CONNECT_TIMEOUT_S = 5;

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "load-test-application");
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_TIMEOUT_S));
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
