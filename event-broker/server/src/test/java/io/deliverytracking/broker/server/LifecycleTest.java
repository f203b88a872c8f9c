package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.BrokerClients.bytes;
import static io.deliverytracking.broker.server.BrokerClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @RegisterExtension
    final RunningBroker broker = new RunningBroker();

    @Test
    void aKilledBrokerKeepsWhatItAcknowledgedAndAProducerGoesOnWithoutDuplicates() throws Exception {
        broker.clients().createTopic("t", 1);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 500; i++) {
                    sent.add(producer.send(new ProducerRecord<>("t", 0, null, bytes("v" + sent.size()))));
                }
                // Killed with requests in flight: the same producer sends them again, with the same sequences.
                broker.server().kill();
                broker.start();
            }
            producer.flush();
        }
        for (int i = 0; i < sent.size(); i++) {
            assertThat(sent.get(i).get().offset()).isEqualTo(i);
        }
        List<ConsumerRecord<byte[], byte[]>> read = broker.clients().read(PARTITION, sent.size());
        assertThat(read).hasSize(sent.size());
        for (int i = 0; i < read.size(); i++) {
            assertThat(text(read.get(i).value())).isEqualTo("v" + i);
        }
    }

    @Test
    void aCleanStopIsRememberedAndAKillIsNot() throws Exception {
        broker.clients().createTopic("t", 1);
        broker.server().close();
        broker.start();
        assertThat(cleanBefore()).isTrue();
        broker.server().kill();
        broker.start();
        assertThat(cleanBefore()).isFalse();
    }

    @Test
    void clusterAndTopicsAreTheSameAfterARestart() throws Exception {
        broker.clients().createTopic("t", 3);
        String clusterId = broker.server().clusterId();
        String topicId = topicId();
        broker.server().kill();
        broker.start();

        assertThat(broker.server().clusterId()).isEqualTo(clusterId);
        assertThat(topicId()).isEqualTo(topicId);
        assertThat(broker.server()
                        .onLane(node -> node.partitions().all().size())
                        .toCompletableFuture()
                        .get())
                .isEqualTo(3);
    }

    @Test
    void aStartIsANewLeaderEpoch() throws Exception {
        broker.clients().createTopic("t", 1);
        int before = leaderEpoch();
        broker.server().kill();
        broker.start();
        assertThat(leaderEpoch()).isGreaterThan(before);
    }

    @Test
    void producerIdsAreNeverGivenTwice() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
                producer.send(new ProducerRecord<>("t", bytes("x"))).get();
            }
            ids.add(broker.server()
                    .onLane(node -> node.metadata().nextProducerId())
                    .toCompletableFuture()
                    .get());
            broker.server().kill();
            broker.start();
        }
        assertThat(ids).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void aDeletedTopicStaysDeleted() throws Exception {
        broker.clients().createTopic("t", 1);
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            producer.send(new ProducerRecord<>("t", bytes("old"))).get();
        }
        try (var admin = broker.clients().admin()) {
            admin.deleteTopics(List.of("t")).all().get();
        }
        broker.server().kill();
        broker.start();
        broker.clients().createTopic("t", 1);
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            assertThat(producer.send(new ProducerRecord<>("t", bytes("new")))
                            .get()
                            .offset())
                    .isZero();
        }
        assertThat(broker.clients().read(PARTITION, 1))
                .extracting(record -> text(record.value()))
                .containsExactly("new");
    }

    @Test
    void aBusyPortIsNamed(@TempDir Path other) throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BrokerConfig config =
                    BrokerConfig.ephemeral(other).with("listeners", "PLAINTEXT://127.0.0.1:" + busy.getLocalPort());
            assertThatThrownBy(() -> BrokerServer.start(config))
                    .isInstanceOf(BrokerStartException.class)
                    .hasMessageContaining("Port " + busy.getLocalPort() + " on 127.0.0.1");
        }
    }

    @Test
    void aDirectoryInUseIsNamedAndItsOwnerGoesOn() throws Exception {
        assertThatThrownBy(() -> BrokerServer.start(BrokerConfig.ephemeral(broker.directory())))
                .isInstanceOf(BrokerStartException.class)
                .hasMessageContaining(broker.directory().toString());
        broker.clients().createTopic("t", 1);
    }

    @Test
    void severalBrokersLiveInOneProcess(@TempDir Path other) throws Exception {
        try (BrokerServer second = BrokerServer.start(BrokerConfig.ephemeral(other))) {
            broker.clients().createTopic("t", 1);
            new BrokerClients(second).createTopic("t", 2);
            assertThat(second.clusterId()).isNotEqualTo(broker.server().clusterId());
            second.kill();
            broker.clients().createTopic("u", 1);
        }
    }

    @Test
    @Timeout(120)
    void aStopAnswersWhoWaitsAndEndsSoon() throws Exception {
        broker.clients().createTopic("t", 1);
        try (RawClient client = new RawClient(broker.server())) {
            client.send(ApiKeys.FETCH, 12, 5, RawRequests.fetch("t", 600_000));
            await().atMost(BrokerClients.PATIENCE)
                    .until(() -> broker.server()
                                    .onLane(node -> node.parkedRequests())
                                    .toCompletableFuture()
                                    .get()
                            == 1);
            broker.server().close();
            assertThat(client.receive().getInt()).isEqualTo(5);
        }
    }

    @Test
    void aStoppedBrokerAnswersNoQueries() {
        broker.server().close();
        assertThatThrownBy(() -> broker.server()
                        .onLane(node -> node.clusterId())
                        .toCompletableFuture()
                        .get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    private boolean cleanBefore() throws Exception {
        return broker.server()
                .onLane(node -> node.recoveryReport().cleanShutdown())
                .toCompletableFuture()
                .get();
    }

    private String topicId() throws Exception {
        return broker.server()
                .onLane(node -> node.metadata().topic("t").id().toString())
                .toCompletableFuture()
                .get();
    }

    private int leaderEpoch() throws Exception {
        return broker.server()
                .onLane(node -> node.partitions().find("t", 0).leaderEpoch())
                .toCompletableFuture()
                .get();
    }
}
