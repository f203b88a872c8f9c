package io.deliverytracking.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@DeliveryPostgres(exclusive = true)
class PostgresServerTest {
    @Test
    void itIsDurableAlthoughTheLibrarySwitchesThatOff(PostgresServer server) throws SQLException {
        server.requireDurable();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER SYSTEM SET synchronous_commit = off");
        }
        server.requireDurable(); // the command line wins over the file
    }

    @Test
    void acknowledgedCommitsSurviveAKillAndTheServerComesBackOnItsPort(PostgresDatabase database) throws SQLException {
        database.execute("CREATE TABLE kept (n int)");
        int port = database.server().port();
        try (Connection open = database.connect();
                Statement statement = open.createStatement()) {
            statement.execute("INSERT INTO kept VALUES (42)");
            open.setAutoCommit(false);
            statement.execute("INSERT INTO kept VALUES (43)");

            database.server().kill();

            assertThat(database.server().isRunning()).isFalse();
            assertThatThrownBy(open::commit).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);

        database.server().restart();

        assertThat(database.server().port()).isEqualTo(port);
        database.server().requireDurable();
        assertThat(database.queryLong("SELECT sum(n) FROM kept")).isEqualTo(42);
    }

    @Test
    void afterItsPostmasterWasKilledItComesBackWithWhatWasCommitted(PostgresDatabase database) throws SQLException {
        try (Connection open = database.connect();
                Statement statement = open.createStatement()) {
            statement.execute("CREATE TABLE outlived (n int)");

            database.server().killPostmaster();

            assertThat(database.server().isRunning()).isFalse();
            assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
        }

        database.server().restart();

        assertThat(database.queryLong("SELECT count(*) FROM outlived")).isZero();
    }

    private static boolean isAnswered(Connection connection) {
        try {
            backend(connection);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void aKilledBackendTakesEverySessionWithItAndTheServerRecoversByItself(PostgresDatabase database)
            throws SQLException {
        try (Connection victim = database.connect();
                Connection other = database.connect()) {
            assertThat(database.server().killBackend(backend(victim))).isTrue();

            // The others are told after it.
            await().atMost(Duration.ofSeconds(60)).until(() -> !isAnswered(other));
        }
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> database.queryLong("SELECT 1") == 1);
        assertThat(database.server().isRunning()).isTrue();
        assertThat(database.server().killBackend(ProcessHandle.current().pid()))
                .as("a process that is none of its own")
                .isFalse();
    }

    private static long backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void aStoppedServerRestartsToo(PostgresDatabase database) {
        database.server().stop();
        assertThat(database.server().isRunning()).isFalse();

        database.server().restart();

        assertThat(database.queryLong("SELECT 1")).isEqualTo(1);
    }
}
