package io.deliverytracking.loadtest.foreground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.demo.postgres.Database;
import io.deliverytracking.loadtest.lab.Tables;
import io.deliverytracking.loadtest.result.Latency;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@DeliveryPostgres
class ForegroundTest {

    private static final int PER_SECOND = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeEach
    void orders(PostgresDatabase database) throws Exception {
        new Tables(new Database(url(database))).migrate();
        try (Connection connection = database.connect()) {
            Foreground.populate(connection);
        }
    }

    @Test
    void aServerThatStallsUntilTheLoadHasEndedKeepsItsWorstAnswersInTheFigures(PostgresDatabase database)
            throws Exception {
        long startNs = System.nanoTime();
        long endNs = startNs + TimeUnit.SECONDS.toNanos(1);
        try (Foreground foreground = start(url(database), startNs, MeasuredTime.of(startNs, 0, 1))) {
            try (Connection locking = database.connect();
                    Statement statement = locking.createStatement()) {
                locking.setAutoCommit(false);
                statement.execute("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE");
                await().atMost(PATIENCE).until(() -> System.nanoTime() - endNs > 0);
            }
            foreground.close();
            assertThat(count(foreground.latencies().values()))
                    .as("every request that was due in the second")
                    .isEqualTo(PER_SECOND);
        }
    }

    @Test
    void aServerThatIsNotThereAnswersNobodyWithinPatience() {
        long startNs = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
        try (Foreground foreground =
                start("jdbc:postgresql://127.0.0.1:1/nothing", startNs, MeasuredTime.of(startNs, 0, 1))) {
            await().atMost(PATIENCE).until(() -> foreground.errors() == PER_SECOND);
            foreground.close();
            assertThat(count(foreground.latencies().values())).isEqualTo(PER_SECOND);
            assertThat(foreground.latencies().values())
                    .allSatisfy(latency ->
                            assertThat(latency.p50Us()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toMicros(9)));
            assertThat(foreground.drainErrors())
                    .isEqualTo(count(foreground.drainLatencies().values()));
        }
    }

    private static Foreground start(String url, long startNs, MeasuredTime measured) {
        return Foreground.start(url, new Foreground.Settings(PER_SECOND, 4), startNs, measured);
    }

    private static long count(Collection<Latency> latencies) {
        return latencies.stream().mapToLong(Latency::count).sum();
    }

    private static String url(PostgresDatabase database) {
        return database.jdbcUrl() + "?user=" + database.user() + "&password=" + database.password();
    }
}
