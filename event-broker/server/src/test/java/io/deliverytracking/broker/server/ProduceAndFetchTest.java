package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.BrokerClients.bytes;
import static io.deliverytracking.broker.server.BrokerClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official producer and consumer against a broker behind a socket. */
class ProduceAndFetchTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @RegisterExtension
    final RunningBroker broker = new RunningBroker();

    @Test
    void anIdempotentProducersRecordsComeBackInOrder() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                sent.add(producer.send(new ProducerRecord<>("t", 0, bytes("k" + i), bytes("v" + i))));
            }
            for (int i = 0; i < sent.size(); i++) {
                assertThat(sent.get(i).get().offset()).isEqualTo(i);
            }
        }
        List<ConsumerRecord<byte[], byte[]>> read = broker.clients().read(PARTITION, 1_000);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).offset()).isEqualTo(i);
            assertThat(text(read.get(i).value())).isEqualTo("v" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "all"})
    void everyLevelOfAcknowledgementStores(String acks) {
        try (KafkaProducer<byte[], byte[]> producer =
                broker.clients().producer("acks", acks, "enable.idempotence", "false")) {
            for (int i = 0; i < 100; i++) {
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>("t", 0, null, bytes("v" + i)));
            }
            producer.flush();
        }
        assertThat(broker.clients().read(PARTITION, 100)).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void everyCompressionPassesThrough(String compression) {
        try (KafkaProducer<byte[], byte[]> producer =
                broker.clients().producer("compression.type", compression, "linger.ms", "5")) {
            for (int i = 0; i < 500; i++) {
                Future<RecordMetadata> unused = producer.send(
                        new ProducerRecord<>("t", 0, null, bytes("a value that compresses, number " + i)));
            }
        }
        assertThat(broker.clients().read(PARTITION, 500))
                .extracting(record -> text(record.value()))
                .endsWith("a value that compresses, number 499");
    }

    @Test
    void aWaitingFetchIsAnsweredWhenRecordsArrive() throws Exception {
        broker.clients().createTopic("t", 1);
        // Nothing but the record's arrival ends the wait within the test's patience.
        KafkaConsumer<byte[], byte[]> consumer =
                broker.clients().consumer("fetch.max.wait.ms", "600000", "request.timeout.ms", "700000");
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            producer.send(new ProducerRecord<>("t", bytes("warm"))).get();
            BrokerClients.poll(consumer, 1);
            await().atMost(BrokerClients.PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(10));
                return parkedRequests() == 1;
            });

            producer.send(new ProducerRecord<>("t", bytes("news"))).get();
            assertThat(BrokerClients.poll(consumer, 1))
                    .extracting(record -> text(record.value()))
                    .containsExactly("news");
        } finally {
            // The next fetch waits again, and closing in order would wait with it.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private int parkedRequests() throws Exception {
        return broker.server()
                .onLane(node -> node.parkedRequests())
                .toCompletableFuture()
                .get();
    }

    @Test
    void largeRecordsPassWhateverTheFetchLimits() throws Exception {
        broker.clients().createTopic("t", 1, "max.message.bytes", "20000000");
        byte[] large = new byte[10_000_000];
        large[large.length - 1] = 42;
        try (KafkaProducer<byte[], byte[]> producer =
                broker.clients().producer("max.request.size", "20000000", "buffer.memory", "50000000")) {
            producer.send(new ProducerRecord<>("t", large)).get();
            producer.send(new ProducerRecord<>("t", bytes("small"))).get();
        }
        List<ConsumerRecord<byte[], byte[]>> read = broker.clients().read(PARTITION, 2);
        assertThat(read.get(0).value()).isEqualTo(large);
        assertThat(text(read.get(1).value())).isEqualTo("small");
    }

    @Test
    void aBatchAboveTheTopicsLimitIsRefusedAndTheProducerGoesOn() throws Exception {
        broker.clients().createTopic("t", 1, "max.message.bytes", "1000");
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("t", new byte[5_000]))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            assertThat(producer.send(new ProducerRecord<>("t", bytes("ok")))
                            .get()
                            .offset())
                    .isZero();
        }
    }

    @Test
    void readingBeyondTheEndIsOutOfRange() {
        broker.clients().createTopic("t", 1);
        try (KafkaConsumer<byte[], byte[]> consumer = broker.clients().consumer()) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, 100);
            assertThatThrownBy(() -> BrokerClients.poll(consumer, 1)).isInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    @Test
    void manyPartitionsAreFetchedInOneSession() throws Exception {
        broker.clients().createTopic("many", 20);
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer();
                KafkaConsumer<byte[], byte[]> consumer = broker.clients().consumer()) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                partitions.add(new TopicPartition("many", i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int round = 0; round < 10; round++) {
                for (TopicPartition partition : partitions) {
                    Future<RecordMetadata> unused =
                            producer.send(new ProducerRecord<>("many", partition.partition(), null, bytes("x")));
                }
                producer.flush();
                assertThat(BrokerClients.poll(consumer, 20)).hasSize(20);
            }
            assertThat(broker.server()
                            .onLane(node -> node.fetchSessions())
                            .toCompletableFuture()
                            .get())
                    .isEqualTo(1);
        }
    }

    @Test
    void offsetsAreFoundByTimeAndAtBothEnds() throws Exception {
        broker.clients().createTopic("t", 1);
        long firstMs = System.currentTimeMillis() - 1_000_000;
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer();
                KafkaConsumer<byte[], byte[]> consumer = broker.clients().consumer()) {
            for (int i = 0; i < 100; i++) {
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>("t", 0, firstMs + 1_000L * i, null, bytes("v" + i)));
            }
            producer.flush();
            assertThat(consumer.beginningOffsets(List.of(PARTITION))).containsEntry(PARTITION, 0L);
            assertThat(consumer.endOffsets(List.of(PARTITION))).containsEntry(PARTITION, 100L);
            assertThat(consumer.offsetsForTimes(Map.of(PARTITION, firstMs + 41_500L))
                            .get(PARTITION)
                            .offset())
                    .isEqualTo(42);
        }
    }
}
