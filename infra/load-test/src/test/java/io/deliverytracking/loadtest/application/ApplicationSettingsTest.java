package io.deliverytracking.loadtest.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.deliverytracking.loadtest.application.load.Phase;
import io.deliverytracking.loadtest.application.way.WayOfWriting;
import io.deliverytracking.loadtest.application.way.WayOfWriting.Acknowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationSettingsTest {

    private static final long SESSION = 1_700_000_000_000L;
    private static final String URL = "jdbc:postgresql://127.0.0.1:1/delivery?user=nobody";

    @TempDir
    Path directory;

    static Stream<WayOfWriting> ways() {
        return Stream.of(
                new WayOfWriting.DirectRow(16),
                new WayOfWriting.DirectHibernate(16),
                new WayOfWriting.DirectBatch(2, 1_000, 100, Acknowledge.BEFORE_COMMIT),
                new WayOfWriting.Log("locations", "all", 5));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void settingsGoThroughTheirFileUnchanged(WayOfWriting way) throws IOException {
        ApplicationSettings settings = new ApplicationSettings(
                way,
                List.of(new Phase("warm-up", 5, 1_000, false), new Phase("load", 30.5, 2_000, true)),
                1_000,
                SESSION,
                2_000_000,
                30,
                false,
                URL,
                "127.0.0.1:9092",
                directory,
                SESSION + 7_000);
        Path file = directory.resolve("settings.json");

        ApplicationJson.write(settings, file);

        assertThat(ApplicationJson.read(file)).isEqualTo(settings);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "poolSize" : 4             | "poolSize" : 0                | poolSize 0 is outside of 1 to 1000
            "poolSize" : 4             | "poolSize" : 4, "colour" : 1  | colour
            "poolSize" : 4             | "poolsize" : 4                | poolSize
            "poolSize" : 4             | "poolSize" : "many"           | many
            "kind" : "direct-row"      | "kind" : "direct-telepathy"   | direct-telepathy
            "riders" : 100000          | "riders" : 0                  | riders 0 is outside of 1 to 10000000
            "riders" : 100000,         |                               | riders
            "queueBytes" : 33554432    | "queueBytes" : 100            | queueBytes 100 is neither 0, for no bound, nor at least 65536
            "session" : 1700000000000  | "session" : 1700000000001     | session 1700000000001 is no time in whole seconds
            "drainSeconds" : 60        | "drainSeconds" : -1           | drainSeconds -1 is outside of 0 to 3600
            "seconds" : 30.0           | "seconds" : 0                 | phase load: seconds 0.0 are not above 0
            "eventsPerSecond" : 1000   | "eventsPerSecond" : -5        | phase load: eventsPerSecond -5 is outside of 0 to 10000000
            "name" : "load"            | "name" : " "                  | a phase without a name
            "jdbcUrl" : "jdbc:postgresql://127.0.0.1:1/delivery?user=nobody" | "jdbcUrl" : null | jdbcUrl is missing
            """)
    void aMalformedSettingIsNamed(String right, String wrong, String complaint) throws IOException {
        Path file = directory.resolve("settings.json");
        ApplicationJson.write(direct(), file);
        String json = Files.readString(file);
        assertThat(json).contains(right);
        Files.writeString(file, json.replace(right, wrong == null ? "" : wrong));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationJson.read(file))
                .withMessageContaining(complaint);
    }

    @Test
    void theProcessSaysWhatIsMalformed() throws IOException {
        Path file = directory.resolve("settings.json");
        Files.writeString(file, "{\"way\": {\"kind\": \"direct-row\", \"poolSize\": -3}}");

        try (ApplicationProcess application = ApplicationProcess.start(file, 64, TestRun.JAVA_HOME, second -> {})) {
            assertThat(application.await(TestRun.PATIENCE)).isEmpty();
            assertThat(application.exitStatus()).contains(ApplicationMain.MALFORMED);
            assertThat(application.log())
                    .content()
                    .contains("The settings make no sense: poolSize -3 is outside of 1 to 1000");
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsAClearError() throws IOException {
        for (WayOfWriting way : List.of(new WayOfWriting.DirectRow(4), new WayOfWriting.DirectHibernate(4))) {
            ApplicationSettings settings = ApplicationSettings.direct(
                    way, List.of(new Phase("load", 30, 1_000, true)), URL, SESSION, directory.resolve(way.toString()));
            try (ApplicationProcess application = ApplicationProcess.start(settings, TestRun.JAVA_HOME)) {
                assertThat(application.await(TestRun.PATIENCE)).isEmpty();
                assertThat(application.exitStatus()).contains(ApplicationMain.UNREACHABLE);
                assertThat(application.log()).content().contains("Can't open the database: ");
            }
        }
    }

    @Test
    void aLogNeedsABoundThatItsBatchesFitInto() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApplicationSettings.log(
                                new WayOfWriting.Log("locations", "all", 5),
                                List.of(new Phase("load", 30, 1_000, true)),
                                "127.0.0.1:1",
                                SESSION,
                                directory)
                        .withQueueBytes(0))
                .withMessageContaining("queueBytes 0 is below 1048576");
    }

    @Test
    void aSessionThatIsNotLaterThanTheLastOneIsRefused() throws IOException {
        Files.createDirectories(direct().ledger().resolve(Long.toString(SESSION)));
        try (ApplicationProcess application = ApplicationProcess.start(direct(), TestRun.JAVA_HOME)) {
            assertThat(application.await(TestRun.PATIENCE)).isEmpty();
            assertThat(application.log()).content().contains("session " + SESSION + " is not later than those in ");
        }
    }

    private ApplicationSettings direct() {
        return ApplicationSettings.direct(
                new WayOfWriting.DirectRow(4), List.of(new Phase("load", 30, 1_000, true)), URL, SESSION, directory);
    }
}
