package io.deliverytracking.demo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.demo.DeliveryHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandTest {

    @TempDir
    Path directory;

    @Test
    void itTellsTheCommandOfTheDemosBrokerAWordALine() {
        List<String> lines = lines(false);
        assertThat(lines)
                .contains("env MALLOC_ARENA_MAX=2", "arg -XX:+UseSerialGC", "arg -Dquarkus.http.port=50002")
                .contains("arg -Dbroker.kafka.\"listeners\"=PLAINTEXT://127.0.0.1:50001")
                .contains("arg -Dbroker.kafka.\"log.dirs\"=" + directory.resolve("data/broker"))
                .endsWith("arg " + directory.resolve("event-broker/app/target/quarkus-app/quarkus-run.jar"));
        assertThat(lines.stream().filter(line -> line.startsWith("arg ")).findFirst())
                .contains("arg /jdk/bin/java");
        assertThat(lines).noneMatch(line -> line.contains("AOTCache") || line.contains("ArchiveFile"));
    }

    @Test
    void oneThatRecordsItsStartWritesTheArchiveThatTheDemoLooksFor() {
        assertThat(lines(true))
                .anyMatch(line -> line.matches("arg -XX:(AOTCacheOutput|ArchiveClassesAtExit)="
                        + directory.resolve("home/cache/start") + "/broker-.*"));
    }

    private List<String> lines(boolean record) {
        DeliveryHome home =
                DeliveryHome.of(directory, directory.resolve("home")).withData(directory.resolve("data"));
        return BrokerCommand.lines(home, 50_001, 50_002, Path.of("/jdk"), record);
    }
}
