package io.deliverytracking.broker.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.server.BrokerConfig;
import io.deliverytracking.broker.server.BrokerServer;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that can't start ends its process with status 1 and a line that names what is in the way. */
@QuarkusMainTest
@Timeout(180)
class StartFailureTest {

    private final Map<String, String> settings = new TreeMap<>();

    @TempDir
    Path directory;

    @AfterEach
    void forgetTheSettings() {
        settings.keySet().forEach(System::clearProperty);
    }

    private void set(String name, Object value) {
        settings.put(name, value.toString());
        System.setProperty(name, value.toString());
    }

    /** Launches the application with the settings of the test over those of a broker that could start. */
    private String failure(QuarkusMainLauncher launcher, String name, Object value) {
        set("quarkus.http.test-port", 0);
        set("broker.kafka.\"listeners\"", "PLAINTEXT://127.0.0.1:0");
        set("broker.kafka.\"log.dirs\"", directory);
        set(name, value);
        LaunchResult result = launcher.launch();
        String output = result.getOutput() + result.getErrorOutput();
        assertThat(result.exitCode()).as(output).isEqualTo(1);
        return output;
    }

    @Test
    void a_busy_port_is_named(QuarkusMainLauncher launcher) throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(failure(launcher, "broker.kafka.\"listeners\"", "PLAINTEXT://127.0.0.1:" + busy.getLocalPort()))
                    .contains("Port " + busy.getLocalPort() + " on 127.0.0.1 cannot be bound");
        }
    }

    @Test
    void a_listener_that_is_none_is_named(QuarkusMainLauncher launcher) {
        assertThat(failure(launcher, "broker.kafka.\"listeners\"", "127.0.0.1;9092"))
                .contains("Invalid value 127.0.0.1;9092 for configuration listeners");
    }

    @Test
    void a_value_out_of_range_is_named_as_it_was_set(QuarkusMainLauncher launcher) {
        assertThat(failure(launcher, "broker.kafka.\"log.segment.bytes\"", "2048"))
                .contains("Invalid value 2048 for configuration log.segment.bytes");
    }

    @Test
    void a_log_directory_that_cannot_be_made_is_named(QuarkusMainLauncher launcher) throws IOException {
        // A file where the directory's parent should be: not even root gets past it.
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(failure(launcher, "broker.kafka.\"log.dirs\"", file.resolve("log")))
                .contains("cannot use its log directory", file.toString());
    }

    @Test
    void a_log_directory_in_use_is_named_and_left_alone(QuarkusMainLauncher launcher) {
        try (BrokerServer owner = BrokerServer.start(BrokerConfig.ephemeral(directory))) {
            assertThat(failure(launcher, "broker.kafka.\"log.dirs\"", directory))
                    .contains("cannot use its log directory", directory.toString());
            assertThat(owner.whenStopped().toCompletableFuture()).isNotDone();
        }
    }
}
