package io.deliverytracking.broker.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is set where, and what of it holds. */
class LaunchSettingsTest {

    private final Map<String, String> settings = new TreeMap<>();

    @TempDir
    Path directory;

    @AfterEach
    void forgetTheSettings() {
        settings.keySet().forEach(System::clearProperty);
    }

    private void set(String name, String value) {
        settings.put(name, value);
        System.setProperty(name, value);
    }

    private void setInFile(String... lines) throws IOException {
        Path file = Files.write(directory.resolve("server.properties"), List.of(lines));
        set("broker.properties-file", file.toString());
    }

    private static Map<String, String> read() {
        return KafkaProperties.of(LaunchSettings.read());
    }

    @Test
    void nothingSetMeansTheApplicationsDefaults() {
        assertThat(read())
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092")
                .hasEntrySatisfying("log.dirs", path -> assertThat(path).endsWith("/data/broker"));
    }

    @Test
    void aFileSaysWhereTheBrokerListensAndWhereItsDataIs() throws IOException {
        setInFile("listeners=PLAINTEXT://127.0.0.1:19092", "log.dirs=/var/lib/broker");
        assertThat(read())
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:19092")
                .containsEntry("log.dirs", "/var/lib/broker");
    }

    @Test
    void aFileMayNameOneDirectory() throws IOException {
        setInFile("log.dir=/var/lib/broker");
        assertThat(read()).containsEntry("log.dir", "/var/lib/broker").doesNotContainKey("log.dirs");
    }

    @Test
    void aSettingGoesBeforeTheFile() throws IOException {
        setInFile("listeners=PLAINTEXT://127.0.0.1:19092", "log.retention.ms=1");
        set("broker.kafka.\"listeners\"", "PLAINTEXT://127.0.0.1:19093");
        assertThat(read())
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:19093")
                .containsEntry("log.retention.ms", "1");
    }
}
