package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.BrokerClients.bytes;
import static io.deliverytracking.broker.server.BrokerClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compacted topic through the official clients, on a disk. */
class CompactionTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @RegisterExtension
    final RunningBroker broker =
            new RunningBroker("log.cleaner.backoff.ms", "50", "log.cleaner.max.compaction.lag.ms", "300");

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void theLatestOfEachKeyIsLeftAndARestartChangesNothing(String compression) throws Exception {
        compactedTopic();
        try (KafkaProducer<byte[], byte[]> producer =
                broker.clients().producer("compression.type", compression, "linger.ms", "2")) {
            for (int i = 0; i < 3_000; i++) {
                byte[] value = i >= 2_950 && i % 50 < 10 ? null : bytes("a value that compresses, number " + i);
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>("t", 0, bytes("key " + i % 50), value));
                if (i % 100 == 99) {
                    producer.flush();
                }
            }
            producer.flush();
            awaitCompaction(3_000);
            // The producer goes on: its sequences survive.
            producer.send(new ProducerRecord<>("t", 0, bytes("one more"), bytes("value")))
                    .get();
        }
        Map<String, String> before = readAll();
        assertThat(before).hasSize(41).containsEntry("key 49", "a value that compresses, number 2999");
        assertThat(before).doesNotContainKey("key 3");

        broker.server().close();
        broker.start();
        assertThat(readAll()).isEqualTo(before);
        assertThat(offset(OffsetSpec.earliest()).offset()).isZero();
        assertThat(offset(OffsetSpec.latest()).offset()).isEqualTo(3_001);
        assertThat(offset(OffsetSpec.maxTimestamp()).offset()).isGreaterThan(2_900);
    }

    @Test
    void aRecordWithoutAKeyIsRefused() throws Exception {
        compactedTopic();
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("t", bytes("v"))).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InvalidRecordException.class);
        }
    }

    @Test
    void theOffsetsTopicIsLeftToItsCoordinator() throws Exception {
        compactedTopic();
        try (Admin admin = broker.clients().admin();
                KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            for (int i = 0; i < 3; i++) {
                admin.alterConsumerGroupOffsets("g", Map.of(PARTITION, new OffsetAndMetadata(i)))
                        .all()
                        .get();
            }
            producer.send(new ProducerRecord<>("t", 0, bytes("k"), bytes("v"))).get();
        }
        awaitCompaction(1);
        List<Long> cleaned = broker.server()
                .onLane(node -> node.partitions().all().stream()
                        .filter(partition -> partition.topic().equals("__consumer_offsets"))
                        .map(partition -> partition.log().compaction().cleanedUpTo())
                        .toList())
                .toCompletableFuture()
                .get();
        assertThat(cleaned).isNotEmpty().containsOnly(0L);
    }

    private void compactedTopic() {
        broker.clients()
                .createTopic(
                        "t",
                        1,
                        "cleanup.policy",
                        "compact",
                        "internal.segment.bytes",
                        "8000",
                        "min.cleanable.dirty.ratio",
                        "0.01");
    }

    /** Until all that was sent has been looked at: the active segment is rolled for it. */
    private void awaitCompaction(long offset) {
        await().atMost(BrokerClients.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> broker.server()
                                .onLane(node -> Objects.requireNonNull(
                                                node.partitions().find("t", 0))
                                        .log()
                                        .compaction()
                                        .cleanedUpTo())
                                .toCompletableFuture()
                                .get()
                        >= offset);
    }

    private ListOffsetsResultInfo offset(OffsetSpec spec) throws Exception {
        try (Admin admin = broker.clients().admin()) {
            return admin.listOffsets(Map.of(PARTITION, spec))
                    .partitionResult(PARTITION)
                    .get();
        }
    }

    private Map<String, String> readAll() throws Exception {
        long end = offset(OffsetSpec.latest()).offset();
        Map<String, String> latest = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = broker.clients().consumer()) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            await().atMost(BrokerClients.PATIENCE).until(() -> {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (record.value() == null) {
                        latest.remove(text(record.key()));
                    } else {
                        latest.put(text(record.key()), text(record.value()));
                    }
                }
                return consumer.position(PARTITION) >= end;
            });
        }
        return latest;
    }
}
