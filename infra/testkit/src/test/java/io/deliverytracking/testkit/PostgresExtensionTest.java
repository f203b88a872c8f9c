package io.deliverytracking.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DeliveryPostgres
class PostgresExtensionTest {
    @Test
    void aClassHasADatabaseOfItsOwnOnTheSharedServer(
            PostgresDatabase database, PostgresServer server, DataSource source) throws SQLException {
        assertThat(server.port()).isEqualTo(PostgresServer.shared().port());
        try (Connection connection = source.getConnection()) {
            assertThat(connection.getCatalog()).isEqualTo(database.name());
        }
    }

    @Nested
    class InANestedClass {
        @Test
        void itIsTheSameDatabase(PostgresDatabase database, DataSource source) throws SQLException {
            try (Connection connection = source.getConnection()) {
                assertThat(connection.getCatalog()).isEqualTo(database.name());
            }
        }
    }

    @Test
    void aClosedDatabaseIsGoneEvenWhileSomebodyIsConnected() throws SQLException {
        PostgresDatabase database = PostgresServer.shared().createDatabase();
        try (Connection connection = database.connect()) {
            database.close();
            assertThat(connection.isValid(1)).isFalse();
        }
    }
}
