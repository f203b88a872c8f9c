package io.deliverytracking.loadtest.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.application.way.WayOfWriting.Acknowledge;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import io.deliverytracking.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The direct ways while their database goes away and comes back. */
@Tag("long")
@DeliveryPostgres(exclusive = true)
class DatabaseOutageTest {

    @TempDir
    Path directory;

    static Stream<WayOfWriting> ways() {
        return Stream.of(
                new WayOfWriting.DirectRow(4),
                new WayOfWriting.DirectHibernate(4),
                new WayOfWriting.DirectBatch(2, 100, 20, Acknowledge.AFTER_COMMIT),
                new WayOfWriting.DirectBatch(2, 100, 20, Acknowledge.BEFORE_COMMIT));
    }

    @BeforeAll
    static void tables(PostgresDatabase database) {
        DeliverySchema.create(database);
    }

    @BeforeEach
    void noRows(PostgresDatabase database) {
        database.execute("TRUNCATE rider_location");
    }

    @Test
    void aDatabaseThatStopsAndStartsCostsErrorsAndNoEvent(PostgresDatabase database) throws Exception {
        outage(new WayOfWriting.DirectRow(4), database, PostgresServer::stop);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDatabaseThatIsKilledCostsErrorsAndNoEvent(WayOfWriting way, PostgresDatabase database) throws Exception {
        outage(way, database, PostgresServer::kill);
    }

    private void outage(WayOfWriting way, PostgresDatabase database, Consumer<PostgresServer> end) throws Exception {
        ApplicationSettings settings = TestRun.direct(way, TestRun.load(4, 250), database, directory);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            await().atMost(TestRun.PATIENCE).until(() -> database.queryLong("SELECT count(*) FROM rider_location") > 0);
            end.accept(database.server());
            await().atMost(TestRun.PATIENCE)
                    .until(() -> application.seconds().stream().anyMatch(second -> second.errors() > 0));
            database.server().restart();
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(summary.errorMessages()).isNotEmpty();
            assertThat(summary.refused()).isZero();
            assertThat(summary.acknowledged()).isEqualTo(1_000);
            Account account = TestRun.account(settings, database);
            assertThat(account.offered()).isEqualTo(1_000);
            assertThat(account.lost()).isZero();
            assertThat(account.neverSent()).isZero();
            // Where a commit's answer was lost, it was made again: nothing in the table forbids it.
            assertThat(account.stored()).isEqualTo(1_000 + account.duplicated());
        }
    }
}
