package io.deliverytracking.loadtest.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.testkit.DeliveryPostgres;
import io.deliverytracking.testkit.PostgresDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DeliveryPostgres
class ApplicationProcessTest {

    private static final WayOfWriting WAY = new WayOfWriting.DirectRow(2);

    @TempDir
    Path directory;

    @BeforeAll
    static void tables(PostgresDatabase database) {
        DeliverySchema.create(database);
    }

    @Test
    void tellsItsStartAndEachSecondInOrder(PostgresDatabase database) throws Exception {
        List<ApplicationSecond> heard = new CopyOnWriteArrayList<>();
        ApplicationSettings settings = TestRun.direct(WAY, TestRun.load(2.5, 100), database, directory);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME, heard::add)) {
            Instant start = application.awaitStart(TestRun.PATIENCE);
            ApplicationSummary summary = application.await(TestRun.PATIENCE).orElseThrow();

            assertThat(application.exitStatus()).contains(0);
            assertThat(Instant.ofEpochMilli(summary.startedAtMs())).isEqualTo(start);
            assertThat(heard).isEqualTo(application.seconds());
            assertThat(heard).extracting(ApplicationSecond::at).startsWith(0, 1).isSorted();
            assertThat(heard.get(0).phase()).isEqualTo("load");
            assertThat(heard.stream().mapToLong(ApplicationSecond::offered).sum())
                    .isEqualTo(250);
        }
    }

    @Test
    void startsNotBeforeTheTimeThatItWasGiven(PostgresDatabase database) throws Exception {
        long startAtMs = System.currentTimeMillis() + 5_000;
        ApplicationSettings settings =
                TestRun.direct(WAY, TestRun.load(0.2, 100), database, directory).withStartAtMs(startAtMs);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            assertThat(application.await(TestRun.PATIENCE)).isPresent();
            assertThat(database.queryLong(
                            "SELECT (extract(epoch FROM min(event_time)) * 1000)::bigint FROM rider_location"
                                    + " WHERE session = " + settings.session()))
                    .isGreaterThanOrEqualTo(startAtMs);
        }
    }

    @Test
    void whoeverStillRunsHasNoSummaryYetAndIsKilledByClosing(PostgresDatabase database) throws Exception {
        ApplicationSettings settings = TestRun.direct(WAY, TestRun.load(600, 100), database, directory);
        ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME);
        application.awaitStart(TestRun.PATIENCE);

        assertThat(application.await(Duration.ofMillis(1))).isEmpty();
        assertThat(application.isAlive()).isTrue();
        assertThat(application.exitStatus()).isEmpty();

        application.close();
        assertThat(application.isAlive()).isFalse();
        assertThat(application.exitStatus()).isPresent();
    }

    @Test
    void whatKeptItFromStartingIsInTheException(PostgresDatabase database) throws Exception {
        ApplicationSettings settings = ApplicationSettings.direct(
                WAY,
                TestRun.load(1, 100),
                database.jdbcUrl() + "nowhere?user=" + database.user(),
                TestRun.session(),
                directory);
        try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
            assertThatThrownBy(() -> application.awaitStart(TestRun.PATIENCE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Can't open the database: ")
                    .hasMessageContaining("nowhere")
                    .hasMessageContaining(application.log().toString());
        }
    }

    @Test
    void endsWithTheOneThatStartedIt(PostgresDatabase database) throws Exception {
        Path file = directory.resolve("settings.json");
        ApplicationJson.write(TestRun.direct(WAY, TestRun.load(600, 100), database, directory), file);
        Process coordinator = new ProcessBuilder(
                        TestRun.JAVA_HOME.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledCoordinator.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = coordinator.inputReader(StandardCharsets.UTF_8)) {
            ProcessHandle application =
                    ProcessHandle.of(Long.parseLong(told.readLine())).orElseThrow();
            assertThat(application.isAlive()).isTrue();

            coordinator.destroyForcibly();

            application.onExit().get(TestRun.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            coordinator.destroyForcibly();
        }
    }
}
