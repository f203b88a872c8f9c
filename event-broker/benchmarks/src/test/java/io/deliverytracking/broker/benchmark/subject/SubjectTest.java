package io.deliverytracking.broker.benchmark.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectTest {

    @TempDir
    Path directory;

    @Test
    void theDemosAnswerBecomesACommandAndItsEnvironment() throws IOException {
        EventBroker.Words words = EventBroker.Words.parse(
                List.of("env MALLOC_ARENA_MAX=2", "env A=b=c", "arg java", "arg -Dx=a b", "arg -jar"));
        assertThat(words.environment()).containsEntry("MALLOC_ARENA_MAX", "2").containsEntry("A", "b=c");
        assertThat(words.command()).containsExactly("java", "-Dx=a b", "-jar");
    }

    @Test
    void anAnswerThatIsNoneIsToldNotRun() {
        assertThatThrownBy(() -> EventBroker.Words.parse(List.of("Exception in thread")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> EventBroker.Words.parse(List.of())).isInstanceOf(IOException.class);
    }

    @Test
    void readersSeeFlagsAndPropertiesButNoPathsAndNoPorts() {
        assertThat(Settings.readable(List.of(
                        "/usr/bin/java",
                        "-Xmx128m",
                        "-XX:AOTCache=/home/me/cache/broker-1.aot",
                        "-Dquarkus.http.port=1234",
                        "-Dbroker.kafka.\"listeners\"=PLAINTEXT://127.0.0.1:1",
                        "-Dbroker.kafka.\"fetch.max.bytes\"=16777216",
                        "-jar",
                        "/home/me/quarkus-run.jar")))
                .containsExactly(
                        "-Xmx128m", "-XX:AOTCache=broker-1.aot", "-Dbroker.kafka.\"fetch.max.bytes\"=16777216");
    }

    @Test
    void whatAKilledBenchmarkLeftBehindIsEndedAndNobodyElse() throws Exception {
        Process left = new ProcessBuilder("sleep", "60").start();
        try {
            Path broker = Files.createDirectories(directory.resolve("event-broker-1"));
            PidNote.write(broker.resolve(PidNote.FILE), left.toHandle());
            Path other = Files.createDirectories(directory.resolve("event-broker-2"));
            // A number that somebody else has got since: us.
            Files.writeString(
                    other.resolve(PidNote.FILE), ProcessHandle.current().pid() + "\n2001-01-01T00:00:00Z\n");
            assertThat(PidNote.killLeftovers(directory)).isEqualTo(1);
            assertThat(left.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            left.destroyForcibly();
        }
    }
}
