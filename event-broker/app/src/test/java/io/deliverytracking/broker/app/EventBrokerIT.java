package io.deliverytracking.broker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.testkit.ServiceProcess;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged broker as a process of its own: what comes first, and how it ends at which moment. */
@Timeout(180)
class EventBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STARTED = "Broker started";
    private static final String CLEAN = "cleanShutdownBefore=true";

    /** 128 and SIGTERM, as of any JVM that was asked to end. */
    private static final int TERMINATED = 143;

    @TempDir
    Path directory;

    @Test
    void the_broker_comes_first_and_http_beside_it() throws IOException {
        try (ServiceProcess process = start(Map.of())) {
            HttpURLConnection ready = (HttpURLConnection)
                    process.uri().resolve("/q/health/ready").toURL().openConnection();
            assertThat(ready.getResponseCode()).isEqualTo(200);
            assertThat(process.log().indexOf(STARTED))
                    .isBetween(0, process.log().indexOf("Listening on: http"));
            process.terminate(PATIENCE);
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
        }
        requireCleanlyStopped();
    }

    @Test
    void one_that_is_stopped_before_there_is_http_is_stopped_cleanly() throws IOException {
        int port = freePort();
        try (ServiceProcess process = start(Map.of("broker.kafka.\"listeners\"", "PLAINTEXT://127.0.0.1:" + port))) {
            await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> isOpen(port));
            process.terminate(PATIENCE);
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
        }
        requireCleanlyStopped();
    }

    @Test
    void a_busy_http_port_ends_the_broker_cleanly_and_is_named() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServiceProcess process = start(Map.of("quarkus.http.port", Integer.toString(busy.getLocalPort())))) {
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(BrokerProcess.FAILED);
            assertThat(process.log()).contains(STARTED).contains(Integer.toString(busy.getLocalPort()));
        }
        requireCleanlyStopped();
    }

    /** A profile is one of the things that only Quarkus knows of. */
    @Test
    void a_setting_that_only_quarkus_would_find_is_told_and_not_passed_over() {
        try (ServiceProcess process = start(Map.of(
                "%prod.broker.kafka.\"log.retention.hours\"",
                "17", "quarkus.profile", "other", "%other.broker.kafka.\"log.retention.hours\"", "18"))) {
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(BrokerProcess.FAILED);
            assertThat(process.log())
                    .contains("log.retention.hours=17", "log.retention.hours=18", "config/application.properties");
        }
    }

    @Test
    void a_broker_that_cannot_start_is_told() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServiceProcess process =
                        start(Map.of("broker.kafka.\"listeners\"", "PLAINTEXT://127.0.0.1:" + busy.getLocalPort()))) {
            assertThat(process.awaitExit(PATIENCE)).isEqualTo(BrokerProcess.FAILED);
            assertThat(process.log())
                    .contains("Port " + busy.getLocalPort() + " on 127.0.0.1 cannot be bound")
                    .doesNotContain("Listening on");
        }
    }

    private void requireCleanlyStopped() {
        try (ServiceProcess next = start(Map.of())) {
            assertThat(next.awaitLine(STARTED)).contains(CLEAN);
        }
    }

    private ServiceProcess start(Map<String, String> further) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "broker.kafka.\"listeners\"",
                "PLAINTEXT://127.0.0.1:0",
                "broker.kafka.\"log.dirs\"",
                directory.resolve("log").toString(),
                // What comes first must not depend on how busy the machine is.
                "broker.head-start",
                "120s"));
        settings.putAll(further);
        return ServiceProcess.start(Path.of(""), settings);
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
