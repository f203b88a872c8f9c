package io.deliverytracking.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
    void aStoppedServerRestartsToo(PostgresDatabase database) {
        database.server().stop();
        assertThat(database.server().isRunning()).isFalse();

        database.server().restart();

        assertThat(database.queryLong("SELECT 1")).isEqualTo(1);
    }
}
