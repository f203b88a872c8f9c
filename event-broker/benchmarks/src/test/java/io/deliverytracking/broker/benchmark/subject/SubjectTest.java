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
        Words words =
                Words.parse(List.of("env MALLOC_ARENA_MAX=2", "env A=b=c", "arg java", "arg -Dx=a b", "arg -jar"));
        assertThat(words.environment()).containsEntry("MALLOC_ARENA_MAX", "2").containsEntry("A", "b=c");
        assertThat(words.command()).containsExactly("java", "-Dx=a b", "-jar");
    }

    @Test
    void anAnswerThatIsNoneIsToldNotRun() {
        assertThatThrownBy(() -> Words.parse(List.of("Exception in thread"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Words.parse(List.of())).isInstanceOf(IOException.class);
    }

    @Test
    void whoDoesNotTellIsNamedByItsCommand() {
        assertThatThrownBy(() -> Words.ask(new ProcessBuilder("sh", "-c", "echo arg java; exit 3")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit 3");
    }

    @Test
    void theBrokerWithoutHttpIsStartedByTheWordsOfTheScript() throws IOException {
        Path checkout = Files.createDirectories(directory.resolve("checkout"));
        BrokerUnderTest plain = new EventBroker(checkout, directory.resolve("home"))
                .withoutHttp()
                .orElseThrow();
        assertThat(plain.withoutHttp()).isEmpty();
        assertThatThrownBy(plain::settings).hasMessageContaining("event-broker.jar is missing");
        Path jar = checkout.resolve("event-broker/launcher/target/event-broker.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        Files.writeString(checkout.resolve("delivery"), """
                echo "env A=b"
                echo "arg java"
                if [ -d "$DELIVERY_HOME" ]; then echo "arg -XX:AOTCache=/x/broker.aot"; fi
                for word in "$DELIVERY_JAVA_HOME" "$@"; do echo "arg -D$word"; done
                """);
        assertThat(plain.isRecorded()).isFalse();
        Files.createDirectories(directory.resolve("home"));
        assertThat(plain.isRecorded()).isTrue();
        assertThat(plain.settings())
                .contains("-XX:AOTCache=broker.aot", "-D" + System.getProperty("java.home"))
                .contains("-Dbroker-command", "-Duse", "-Dlog.dirs=data/broker");
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
