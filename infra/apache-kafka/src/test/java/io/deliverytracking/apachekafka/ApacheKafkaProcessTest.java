package io.deliverytracking.apachekafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApacheKafkaProcessTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void startsFromItsMavenArtifactsAndKeepsItsTopicsOverARestart() throws Exception {
        try (ApacheKafkaProcess node = ApacheKafkaProcess.start(TARGET, directory);
                Admin admin = admin(node)) {
            admin.createTopics(Set.of(new NewTopic("kept", 3, (short) 1))).all().get();
        }
        try (ApacheKafkaProcess node = ApacheKafkaProcess.start(TARGET, directory);
                Admin admin = admin(node)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
        }
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> ApacheKafkaProcess.start(TARGET, directory, port, Map.of(), List.of())
                            .close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + port + " is taken");
        }
    }

    private static Admin admin(ApacheKafkaProcess node) {
        return Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()));
    }
}
