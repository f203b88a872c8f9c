package io.deliverytracking.loadtest.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DeliveryPostgres
class DirectRowTest {

    @TempDir
    Path directory;

    @BeforeAll
    static void tables(PostgresDatabase database) {
        DeliverySchema.create(database);
    }

    @Test
    void whatIsAcknowledgedIsStoredOnce(PostgresDatabase database) throws Exception {
        ApplicationSettings settings = TestRun.direct(
                new WayOfWriting.DirectRow(4),
                List.of(new Phase("warm-up", 0.5, 200, false), new Phase("load", 1.5, 1_000, true)),
                database,
                directory);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(summary.offered()).isEqualTo(100 + 1_500);
            assertThat(summary.acknowledged()).isEqualTo(1_600);
            assertThat(summary.acknowledgement().count()).isEqualTo(1_500);
            assertThat(TestRun.account(settings, database))
                    .isEqualTo(new Account(1_600, 0, 1_600, 0, 0, 1_600, 0, 0, 0));
            assertThat(application.seconds().stream()
                            .mapToLong(ApplicationSecond::acknowledged)
                            .sum())
                    .isEqualTo(1_600);
        }
    }
}
