package io.deliverytracking.loadtest.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectSettingsTest {

    private static final String DATABASE = "jdbc:postgresql://127.0.0.1:15432/loadtest?user=postgres";

    @Test
    void pollStatementAndTransactionAreOfOneSize() {
        Map<String, String> connector =
                new ConnectSettings("127.0.0.1:9092", DATABASE, 2_500, 8_099, Map.of()).connector();
        assertThat(connector)
                .containsEntry("batch.size", "2500")
                .containsEntry("consumer.override.max.poll.records", "2500")
                .containsEntry("connection.username", "postgres")
                .containsEntry(
                        "connection.url", "jdbc:postgresql://127.0.0.1:15432/loadtest?reWriteBatchedInserts=true");
    }

    @Test
    void whoTunesItBetterWins() {
        Map<String, String> connector = new ConnectSettings(
                        "127.0.0.1:9092",
                        DATABASE,
                        5_000,
                        8_099,
                        Map.of("tasks.max", "12", "hibernate.show_sql", "false"))
                .connector();
        assertThat(connector).containsEntry("tasks.max", "12").containsEntry("hibernate.show_sql", "false");
    }

    @Test
    void filesHoldWhatAWorkerReads(@TempDir Path directory) throws Exception {
        ConnectSettings settings = new ConnectSettings("127.0.0.1:9092", DATABASE, 5_000, 8_099, Map.of());
        assertThat(read(settings.writeWorker(directory)))
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("listeners", "http://127.0.0.1:8099");
        assertThat(read(settings.writeConnector(directory))).containsExactlyInAnyOrderEntriesOf(settings.connector());
    }

    private static Map<Object, Object> read(Path file) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
