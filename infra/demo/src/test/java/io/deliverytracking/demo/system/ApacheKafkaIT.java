package io.deliverytracking.demo.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.demo.ExitStatus;
import io.deliverytracking.demo.services.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same applications, unchanged, on an Apache Kafka that is already there. */
@Tag("long")
class ApacheKafkaIT {

    @TempDir
    Path directory;

    /** Half the riders: Apache Kafka starts a moment before everything else, and all of it is cold on the same processors. */
    @Test
    void onAnApacheKafkaTheDemoBalances() throws Exception {
        try (DemoHome home = DemoHome.in(directory)) {
            int port = home.ports().of(Ports.Use.BROKER);
            Process kafka = startKafka(port);
            try {
                DemoCommandLine demo =
                        home.demo("--bootstrap-servers", "127.0.0.1:" + port, "--riders", "50000", "--duration", "30s");
                assertThat(demo.awaitExit(Duration.ofMinutes(8)))
                        .as(demo.output())
                        .isEqualTo(ExitStatus.OK);
                assertThat(demo.output()).contains("The reckoning balances.");
                assertThat(home.process("broker")).isEmpty();
                assertThat(home.reckoning().at("/locations/stored").asLong()).isGreaterThan(1_450_000);
            } finally {
                kafka.destroy();
                if (!kafka.waitFor(30, TimeUnit.SECONDS)) {
                    kafka.destroyForcibly();
                }
            }
        }
    }

    private Process startKafka(int port) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        DemoHome.CHECKOUT.resolve("infra/apache-kafka/kafka").toString(),
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        Files.createDirectory(directory.resolve("kafka")).toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("kafka.log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process kafka = builder.start();
        await("Apache Kafka listens").atMost(Duration.ofSeconds(90)).until(() -> {
            assertThat(kafka.isAlive())
                    .as(Files.readString(directory.resolve("kafka.log")))
                    .isTrue();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        return kafka;
    }
}
