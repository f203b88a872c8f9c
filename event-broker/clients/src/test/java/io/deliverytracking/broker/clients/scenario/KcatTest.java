package io.deliverytracking.broker.clients.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.RequiredTools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What kcat does beside the scenarios: it is the tool by which people look into a broker. */
@DeliveryBroker
class KcatTest {

    private static Path kcat;

    private final String topic = Topics.unique("kcat");

    private EmbeddedBroker broker;

    @BeforeAll
    static void find() {
        kcat = RequiredTools.assumeTool("kcat", "kafkacat");
    }

    @BeforeEach
    void connect(EmbeddedBroker broker) {
        this.broker = broker;
    }

    private List<String> run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(kcat.toString(), "-b", broker.bootstrapServers()));
        command.addAll(List.of(arguments));
        return ClientProcess.run(command, input);
    }

    @Test
    void creates_a_topic_by_writing_to_it() {
        run("k1:one\nk2:two\nk3:three\n", "-P", "-t", topic, "-K", ":");
        assertThat(run("", "-C", "-t", topic, "-e", "-q", "-f", "%o %k %s\n"))
                .containsExactly("0 k1 one", "1 k2 two", "2 k3 three");
    }

    @Test
    void produces_idempotently() {
        run("a\nb\n", "-P", "-t", topic, "-X", "enable.idempotence=true");
        assertThat(run("", "-C", "-t", topic, "-e", "-q")).containsExactly("a", "b");
    }

    @Test
    void lists_brokers_topics_and_partitions() {
        run("a\n", "-P", "-t", topic);
        int node = broker.server().nodeId();
        assertThat(String.join("\n", run("", "-L")))
                .contains("broker " + node + " at " + broker.bootstrapServers())
                .contains("topic \"" + topic + "\" with 1 partitions:")
                .contains("partition 0, leader " + node + ", replicas: " + node + ", isrs: " + node);
    }

    @Test
    void finds_offsets_by_timestamp() {
        run("a\nb\nc\n", "-P", "-t", topic);
        assertThat(run("", "-Q", "-t", topic + ":0:-1")).anyMatch(line -> line.contains("offset 3"));
        assertThat(run("", "-Q", "-t", topic + ":0:-2")).anyMatch(line -> line.contains("offset 0"));
        assertThat(run("", "-Q", "-t", topic + ":0:1")).anyMatch(line -> line.contains("offset 0"));
    }

    @Test
    void reads_from_the_tail() {
        run("a\nb\nc\nd\n", "-P", "-t", topic);
        assertThat(run("", "-C", "-t", topic, "-p", "0", "-o", "-1", "-e", "-q"))
                .containsExactly("d");
    }
}
