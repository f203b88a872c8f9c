package io.deliverytracking.demo.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo on a Postgres that is already there and that wants a password, as one does that nobody has opened up. */
@DeliveryPostgres(exclusive = true)
class DatabaseUrlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(240);

    @TempDir
    Path directory;

    private static final String PASSWORD = "tell?no&one";

    @BeforeAll
    static void aUserWithAPassword(PostgresServer server) throws Exception {
        Path rules = server.dataDirectory().resolve("pg_hba.conf");
        Files.writeString(rules, "host all dispatcher 127.0.0.1/32 scram-sha-256\n" + Files.readString(rules));
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE dispatcher LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @Test
    @Tag("long")
    void aPostgresOfTheUsersIsFilledAndLeftRunningAndKeptForItsOwnCluster(PostgresDatabase database) throws Exception {
        database.execute("GRANT CREATE ON SCHEMA public TO dispatcher");
        String url = database.jdbcUrl() + "?user=dispatcher&password=" + URLEncoder.encode(PASSWORD, UTF_8);
        try (DemoHome home = DemoHome.in(directory)) {
            DemoCommandLine demo = home.demo("--riders", "1000", "--duration", "10s", "--database-url", url);
            demo.awaitReady();
            assertThat(commandLine(
                            home.process(Part.DB_WRITER.title()).orElseThrow().pid()))
                    .contains("dispatcher")
                    .doesNotContain("tell");
            assertThat(demo.awaitExit(PATIENCE)).as(demo.output()).isEqualTo(ExitStatus.OK);

            assertThat(demo.output())
                    .contains("The reckoning balances.")
                    .doesNotContain("!")
                    .doesNotContain("postgres");
            assertThat(home.process(Part.POSTGRES.title())).isEmpty();
            assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                    .isEqualTo(home.reckoning().at("/locations/stored").asLong())
                    .isGreaterThanOrEqualTo(10_000);

            // Its offsets mean nothing to another broker, which a reset makes ours.
            home.run(ExitStatus.OK, "reset", "--yes");
            DemoCommandLine another = home.demo("--riders", "1000", "--database-url", url);
            assertThat(another.awaitExit(PATIENCE)).isEqualTo(ExitStatus.ENVIRONMENT);
            assertThat(another.output()).contains("would be a new cluster").doesNotContain("Starting");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsToldBeforeAnythingIsStarted(PostgresDatabase database) throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            String url = database.jdbcUrl() + "_gone?user=" + database.user();
            DemoCommandLine demo = home.demo("--database-url", url);
            assertThat(demo.awaitExit(PATIENCE)).as(demo.output()).isEqualTo(ExitStatus.ENVIRONMENT);

            assertThat(demo.output())
                    .contains("delivery: the database of --database-url is not there")
                    .doesNotContain("Starting");
            assertThat(home.path().resolve("logs")).isEmptyDirectory();
        }
    }

    /** Words are parted by zeros; what {@link ProcessHandle} tells is cut at some length. */
    private static String commandLine(long pid) throws IOException {
        Path file = Path.of("/proc/" + pid + "/cmdline");
        return Files.exists(file)
                ? Files.readString(file)
                : ProcessHandle.of(pid)
                        .flatMap(process -> process.info().commandLine())
                        .orElse("");
    }
}
