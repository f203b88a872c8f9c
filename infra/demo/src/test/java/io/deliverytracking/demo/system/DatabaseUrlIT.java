package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.Part;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo on a Postgres that is already there. */
@DeliveryPostgres
class DatabaseUrlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(240);

    @TempDir
    Path directory;

    @Test
    void aPostgresOfTheUsersIsFilledAndLeftRunningAndKeptForItsOwnCluster(PostgresDatabase database) throws Exception {
        String url = database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
        try (DemoHome home = DemoHome.in(directory)) {
            DemoCommandLine demo = home.demo("--riders", "1000", "--duration", "5s", "--database-url", url);
            assertThat(demo.awaitExit(PATIENCE)).as(demo.output()).isEqualTo(ExitStatus.OK);

            assertThat(demo.output())
                    .contains("The reckoning balances.")
                    .doesNotContain("!")
                    .doesNotContain("postgres");
            assertThat(home.process(Part.POSTGRES.title())).isEmpty();
            assertThat(database.queryLong("SELECT count(*) FROM rider_location"))
                    .isEqualTo(home.reckoning().at("/locations/stored").asLong())
                    .isGreaterThanOrEqualTo(5_000);

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
}
