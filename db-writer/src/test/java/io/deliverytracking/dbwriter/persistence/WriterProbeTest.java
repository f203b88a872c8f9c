package io.deliverytracking.dbwriter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeliveryPostgres
class WriterProbeTest {
    private final PostgresDatabase database;

    WriterProbeTest(PostgresDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void migrate() {
        TestSchema.migrate(database);
        database.execute("UPDATE writer_probe SET probes = 0");
    }

    @Test
    void aProbeIsOneUpdateOfOneRowDurableAtOnce() throws SQLException {
        try (AgroalDataSource pool = TestSchema.pool(database);
                WriterProbe probe = new WriterProbe(pool)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(probe.probe()).isPositive();
                assertThat(database.queryLong("SELECT max(probes) FROM writer_probe"))
                        .isEqualTo(i);
            }
            assertThat(database.queryLong("SELECT count(*) FROM writer_probe WHERE probes > 0"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aProbeWhoseSessionWasEndedFailsAndTheNextConnectsAnew() throws SQLException {
        try (WriterProbe probe = new WriterProbe(database.dataSource())) {
            probe.probe();
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

            assertThatThrownBy(probe::probe).isInstanceOf(SQLException.class);

            assertThat(probe.probe()).isPositive();
            assertThat(database.queryLong("SELECT max(probes) FROM writer_probe"))
                    .isEqualTo(2);
        }
    }

    @Test
    void aTableWithoutItsRowsIsSaid() throws SQLException {
        database.execute("DELETE FROM writer_probe");
        try (AgroalDataSource pool = TestSchema.pool(database);
                WriterProbe probe = new WriterProbe(pool)) {
            assertThatThrownBy(probe::probe).hasMessageStartingWith("writer_probe has no row ");
        } finally {
            database.execute("INSERT INTO writer_probe (id) SELECT generate_series(0, 63)");
        }
    }
}
