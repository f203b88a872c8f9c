package io.deliverytracking.loadtest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.demo.DeliveryHome;
import io.deliverytracking.demo.supervisor.Console;
import io.deliverytracking.demo.supervisor.DemoFailure;
import io.deliverytracking.demo.supervisor.Machine;
import io.deliverytracking.loadtest.lab.DatabaseServer;
import io.deliverytracking.loadtest.lab.ForeignPostgres;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DeliveryPostgres
class PreflightTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @BeforeEach
    void noTables(PostgresDatabase database) {
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    @Test
    void whatAKilledLoadTestLeftIsDeleted() throws Exception {
        for (String data : new String[] {"postgres/base/1", "broker/locations-0", "application/ledger"}) {
            Files.writeString(
                    Files.createDirectories(directory.resolve("data").resolve(data))
                            .resolve("old"),
                    "old");
        }
        Files.createDirectories(directory.resolve("results/of-yesterday"));
        preflight().clear();
        assertThat(directory.resolve("data")).isEmptyDirectory();
        assertThat(directory.resolve("results/of-yesterday")).exists();
    }

    @Test
    void everyTableThatATrialEmptiesIsLookedAtBeforeAnythingIsMade(PostgresDatabase database) throws Exception {
        DatabaseServer server = server(database, database.user(), database.password());
        for (String table : new String[] {
            "rider_location",
            "rider_location_dropped",
            "ingest_offset",
            "ingest_gap",
            "dead_letter",
            "rider_current",
            "delivery"
        }) {
            database.execute("CREATE TABLE " + table + " AS SELECT 1 AS something");
            assertThatThrownBy(() -> preflight().checkDatabase(server, false))
                    .isInstanceOf(DemoFailure.class)
                    .hasMessageContaining("hold something (" + table + ")")
                    .hasMessageContaining("--empty-tables agrees to that");
            database.execute("DROP TABLE " + table);
        }
        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .as("nothing was made")
                .isZero();
        assertThat(preflight().checkDatabase(server, false)).isEmpty();
        assertThat(new Tables(server.database()).thatHoldSomething())
                .as("the tables, empty as the migrations make them")
                .isEmpty();
    }

    @Test
    void aDatabaseOfSomebodyElsesIsRefusedByItsTables(PostgresDatabase database) throws Exception {
        DatabaseServer server = server(database, database.user(), database.password());
        database.execute("CREATE TABLE invoice (id int); CREATE TABLE customer (id int)");

        assertThatThrownBy(() -> preflight().checkDatabase(server, true))
                .isInstanceOf(DemoFailure.class)
                .hasMessageContaining("it holds customer, invoice and nothing of db-writer's");

        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .as("nothing was made")
                .isEqualTo(2);
        database.execute("DROP TABLE invoice, customer");
        preflight().checkDatabase(server, true);
        database.execute("CREATE TABLE invoice (id int)");
        preflight().checkDatabase(server, true);
    }

    @Test
    void aDatabaseWithAWriterAtWorkIsRefusedWhateverTheUserAgreesTo(PostgresDatabase database) throws Exception {
        DatabaseServer server = server(database, database.user(), database.password());
        try (Connection writer = DriverManager.getConnection(server.jdbcUrl() + "&ApplicationName=db-writer")) {
            assertThat(writer.isValid(10)).isTrue();
            assertThatThrownBy(() -> preflight().checkDatabase(server, true))
                    .isInstanceOf(DemoFailure.class)
                    .hasMessageContaining("a db-writer is at work");
        }
    }

    @Test
    void aUserWhoMayNotCheckpointGoesWithoutAndIsTold(PostgresDatabase database) throws Exception {
        String user = "no_checkpoint_" + database.name();
        database.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'secret'; GRANT ALL ON SCHEMA public TO " + user);
        try {
            DatabaseServer server = server(database, user, "secret");
            assertThat(preflight().checkDatabase(server, false))
                    .singleElement()
                    .satisfies(remark -> assertThat(remark).contains("may not CHECKPOINT"));
            assertThat(said.toString(StandardCharsets.UTF_8)).containsOnlyOnce("may not CHECKPOINT");
            Tables tables = new Tables(server.database());
            tables.prepare();
            assertThat(tables.thatHoldSomething()).containsExactly("delivery");
        } finally {
            database.execute("DROP OWNED BY " + user + "; DROP ROLE " + user);
        }
    }

    private Preflight preflight() {
        return new Preflight(
                DeliveryHome.of(directory, directory),
                Machine.thisOne(),
                new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false));
    }

    private static DatabaseServer server(PostgresDatabase database, String user, String password) {
        return new ForeignPostgres(database.jdbcUrl() + "?user=" + user + "&password=" + password);
    }
}
