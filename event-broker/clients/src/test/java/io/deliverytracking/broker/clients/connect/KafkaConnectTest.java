package io.deliverytracking.broker.clients.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.ClassicGroupDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a file through a topic into another file, while workers stop, come and go: none is lost, none is doubled. */
@DeliveryBroker
@Tag("long")
@Timeout(900)
class KafkaConnectTest {

    private static final int LINES = 500;
    private static final Duration PATIENCE = ClientProcess.PATIENCE;

    private final String topic = Topics.unique("lines");
    private final List<ConnectWorker> workers = new ArrayList<>();

    private EmbeddedBroker broker;
    private LogClient log;
    private FileConnectors files;

    @TempDir
    Path directory;

    @BeforeEach
    void connect(EmbeddedBroker broker, LogClient log) {
        this.broker = broker;
        this.log = log;
        files = new FileConnectors(directory, topic);
    }

    @AfterEach
    void stop() {
        workers.forEach(ConnectWorker::close);
    }

    private ConnectWorker standalone() {
        ConnectWorker worker =
                ConnectWorker.standalone(broker.bootstrapServers(), directory, List.of(files.source(), files.sink()));
        workers.add(worker);
        return worker;
    }

    private ConnectWorker distributed() {
        ConnectWorker worker = ConnectWorker.distributed(broker.bootstrapServers(), directory, group());
        workers.add(worker);
        return worker;
    }

    private void awaitAllOnceAndNothingMore() {
        files.awaitAllOnce();
        workers.forEach(ConnectWorker::stop);
        files.requireAllOnce();
    }

    private String group() {
        return "connect-of-" + topic;
    }

    @Test
    void a_standalone_worker_goes_on_where_it_stopped() {
        files.write(LINES);
        ConnectWorker before = standalone();
        files.awaitAllOnce();
        files.write(LINES);
        files.awaitAllOnce();
        before.stop();
        files.write(LINES);

        standalone();

        awaitAllOnceAndNothingMore();
        assertThat(log.endOffset(topic)).isEqualTo(3 * LINES);
    }

    @Test
    void headers_come_from_a_source_and_reach_a_sink() {
        files.write(LINES);
        standalone();
        files.awaitAllOnce();
        ProducerRecord<byte[], byte[]> hidden = new ProducerRecord<>(topic, bytes("a line that the sink leaves out"));
        hidden.headers().add("hidden", bytes("1"));
        log.send(hidden);
        files.write(1);

        awaitAllOnceAndNothingMore();

        List<ConsumerRecord<byte[], byte[]>> records = log.read(topic, LINES + 2);
        assertThat(records)
                .filteredOn(record -> record.headers().lastHeader("hidden") == null)
                .hasSize(LINES + 1)
                .allMatch(record ->
                        Arrays.equals(record.headers().lastHeader("origin").value(), bytes("file")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_standalone_worker_outlives_the_kill_of_its_broker() {
        files.write(LINES);
        standalone();
        files.awaitAllOnce();

        broker.kill();
        files.write(LINES);
        broker.restart();

        awaitAllOnceAndNothingMore();
    }

    @Test
    void distributed_workers_share_connectors_and_take_over_what_one_leaves() throws Exception {
        ConnectWorker first = distributed();
        ConnectWorker second = distributed();
        first.configure(files.source());
        // Asked of either, it is the leader that does it.
        second.configure(files.sink());
        files.write(LINES);
        files.awaitAllOnce();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(workersOfTasks(first)).containsExactlyInAnyOrder(first.id(), second.id()));
        ClassicGroupDescription described =
                log.admin().describeClassicGroups(List.of(group())).all().get().get(group());
        assertThat(described.protocol()).isEqualTo("connect");
        assertThat(described.state()).isEqualTo(ClassicGroupState.STABLE);
        assertThat(described.members()).hasSize(2);
        for (String store : List.of("config", "offset", "status")) {
            assertThat(cleanupPolicy(group() + "-" + store)).as(store).isEqualTo("compact");
        }

        second.stop();
        files.write(LINES);

        files.awaitAllOnce();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(workersOfTasks(first)).containsExactly(first.id()));
        awaitAllOnceAndNothingMore();
    }

    /** Of both connectors' tasks. */
    private Set<String> workersOfTasks(ConnectWorker asked) throws IOException {
        List<String> running = new ArrayList<>(asked.runningTasks(files.source().get("name")));
        running.addAll(asked.runningTasks(files.sink().get("name")));
        assertThat(running).hasSize(2);
        return Set.copyOf(running);
    }

    private String cleanupPolicy(String of) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, of);
        return log.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("cleanup.policy")
                .value();
    }

    @Test
    void a_distributed_worker_finds_connectors_and_offsets_again_in_its_topics() throws Exception {
        ConnectWorker before = distributed();
        before.configure(files.source());
        before.configure(files.sink());
        files.write(LINES);
        files.awaitAllOnce();
        before.stop();
        broker.stop();
        broker.restart();
        files.write(LINES);

        distributed();

        awaitAllOnceAndNothingMore();
    }
}
