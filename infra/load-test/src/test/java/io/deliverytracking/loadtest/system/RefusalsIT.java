package io.deliverytracking.loadtest.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before anything is started or emptied. */
@DeliveryPostgres
class RefusalsIT {

    @TempDir
    Path directory;

    @Test
    void aDatabaseThatForgetsIsRefused(PostgresDatabase database) throws Exception {
        String setting = "ALTER DATABASE \"" + database.name() + "\" ";
        database.execute(setting + "SET synchronous_commit = off");
        try {
            assertRefused(3, "this database may forget what it committed: synchronous_commit=off", url(database));
        } finally {
            database.execute(setting + "RESET synchronous_commit");
        }
    }

    @Test
    void tablesThatHoldSomethingAreNotEmptiedUnasked(PostgresDatabase database) throws Exception {
        String url = url(database);
        try (LoadTestProcess first = start("--arms=idle", "--seconds=1", url, "--output=" + directory.resolve("out"))) {
            assertThat(first.awaitExit()).as(first.output()).isZero();
        }
        // The orders of the first run are still there.
        long orders = database.queryLong("SELECT count(*) FROM delivery");
        assertThat(orders).isPositive();
        assertRefused(3, "hold something (delivery), and each trial empties them", "--arms=idle", url);
        assertThat(database.queryLong("SELECT count(*) FROM delivery")).isEqualTo(orders);
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws Exception {
        assertRefused(
                3,
                "the database of --database-url does not answer",
                "--database-url=jdbc:postgresql://127.0.0.1:1/nothing");
    }

    @Test
    void optionsThatMakeNoSenseAreExplained() throws Exception {
        assertRefused(2, "there is no arm 'log-cpoy'; there are idle, discard", "--arms=log-cpoy");
        assertRefused(2, "--rates 0 is none of", "--rates=0");
        assertRefused(2, "mutually exclusive", "--quick", "--full");
        assertRefused(2, "nothing is left to run", "--quick", "--scenarios=outage");
        assertRefused(2, "a database URL begins with", "--database-url=postgres://somewhere");
    }

    private void assertRefused(int status, String words, String... options) throws Exception {
        try (LoadTestProcess refused = start(options)) {
            assertThat(refused.awaitExit()).as(refused.output()).isEqualTo(status);
            assertThat(refused.output()).contains(words);
            assertThat(refused.leftRunning()).isEmpty();
        }
    }

    private LoadTestProcess start(String... options) throws Exception {
        return LoadTestProcess.start(directory.resolve("home"), options);
    }

    private static String url(PostgresDatabase database) {
        return "--database-url=" + database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
    }
}
