package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.BrokerClients.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How topics come, shrink and are read from far back, with the official client. */
@Timeout(180)
class TopicLifeTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final int VALUE_BYTES = 100_000;

    @RegisterExtension
    final RunningBroker broker = new RunningBroker(
            "log.retention.check.interval.ms", "200", "log.segment.bytes", "1048576", "file.delete.delay.ms", "100");

    private void produce(int records) {
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer("batch.size", "1")) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>("t", 0, null, new byte[VALUE_BYTES]));
            }
        }
    }

    private long startOffset() throws Exception {
        try (Admin admin = broker.clients().admin()) {
            return admin.listOffsets(java.util.Map.of(PARTITION, OffsetSpec.earliest()))
                    .partitionResult(PARTITION)
                    .get()
                    .offset();
        }
    }

    @Test
    void withoutAutoCreationAnUnknownTopicStaysUnknown() throws Exception {
        broker.server().close();
        broker.start("auto.create.topics.enable", "false");
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer("max.block.ms", "1500")) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("t", bytes("x"))).get())
                    .satisfiesAnyOf(
                            e -> assertThat(e).isInstanceOf(TimeoutException.class),
                            e -> assertThat(e)
                                    .isInstanceOf(ExecutionException.class)
                                    .hasCauseInstanceOf(TimeoutException.class));
        }
        try (Admin admin = broker.clients().admin()) {
            assertThat(admin.listTopics().names().get()).isEmpty();
        }
    }

    @Test
    void withAutoCreationTheFirstRecordMakesTheTopic() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            assertThat(producer.send(new ProducerRecord<>("t", bytes("x")))
                            .get()
                            .offset())
                    .isZero();
        }
    }

    @Test
    void retentionBySizeMovesTheStartAndAReaderBehindItIsTold() throws Exception {
        broker.clients().createTopic("t", 1, "retention.bytes", "2000000");
        produce(60);

        // Ten records of 100,072 bytes fill a segment of a mebibyte, and four of six segments have to go. The end of it
        // is waited for, no state on the way: the start must not move under the reader.
        await().atMost(BrokerClients.PATIENCE).until(() -> startOffset() == 40);

        try (KafkaConsumer<byte[], byte[]> consumer = broker.clients().consumer()) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, 0);
            assertThatThrownBy(() -> BrokerClients.poll(consumer, 1)).isInstanceOf(OffsetOutOfRangeException.class);
            consumer.seekToBeginning(List.of(PARTITION));
            assertThat(BrokerClients.poll(consumer, 1).get(0).offset()).isEqualTo(40);
        }
        assertThat(broker.directory().resolve("t-0").toFile().list((dir, name) -> name.endsWith(".log")))
                .hasSize(2);
    }

    @Test
    void retentionByTimeEmptiesAnIdleTopic() throws Exception {
        broker.clients().createTopic("t", 1, "retention.ms", "500");
        produce(3);
        await().atMost(BrokerClients.PATIENCE).until(() -> startOffset() == 3);
    }

    @Test
    void oldSegmentsAreReadOffTheLane() throws Exception {
        broker.clients().createTopic("t", 1);
        produce(40);
        List<ConsumerRecord<byte[], byte[]>> read = broker.clients().read(PARTITION, 40);
        assertThat(read).extracting(ConsumerRecord::offset).isSorted().doesNotHaveDuplicates();
        assertThat(broker.server().dataCounters().toCompletableFuture().get().coldReads())
                .isPositive();
    }
}
