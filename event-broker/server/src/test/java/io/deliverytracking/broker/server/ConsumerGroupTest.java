package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.BrokerClients.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Consumer groups as the official client's users meet them. */
class ConsumerGroupTest extends ConsumersOfOneGroup {

    ConsumerGroupTest() {
        super(
                new RunningBroker("offsets.log.smallest.records", "200"),
                // No test lets a session expire: a machine that stands still for seconds must not do it either.
                "session.timeout.ms",
                "60000",
                "heartbeat.interval.ms",
                "200");
    }

    @Test
    void oneToFiveConsumersShareFourPartitionsAndTheFifthWaits() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        for (int size = 1; size <= 5; size++) {
            members.join();
            members.awaitFairShares();
        }
        // One goes: its share is taken over, by the one that waited too. The others are assigned anew, whoever goes: if
        // it is the one without a share, the shares are fair already before.
        List<Integer> before = members.all().stream()
                .skip(1)
                .map(GroupMemberThread::assignments)
                .toList();
        members.all().remove(0).close();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < members.all().size(); i++) {
                assertThat(members.all().get(i).assignments()).isGreaterThan(before.get(i));
            }
        });
        members.awaitFairShares();
    }

    @Test
    void theOffsetsTopicStaysShortAndSaysAllAfterAKill() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        TopicPartition first = new TopicPartition("t", 0);
        TopicPartition last = new TopicPartition("t", 3);
        try (KafkaConsumer<byte[], byte[]> consumer = members.consumer()) {
            consumer.commitSync(Map.of(last, new OffsetAndMetadata(77, "once")));
            for (long offset = 1; offset <= 1_000; offset++) {
                consumer.commitSync(Map.of(first, new OffsetAndMetadata(offset)));
            }
        }
        await().atMost(PATIENCE).until(() -> recordsInOffsetsTopic() <= 210);

        broker.server().kill();
        broker.start();

        try (KafkaConsumer<byte[], byte[]> consumer = members.consumer()) {
            Map<TopicPartition, OffsetAndMetadata> found = consumer.committed(Set.of(first, last));
            assertThat(found.get(first).offset()).isEqualTo(1_000);
            assertThat(found.get(last)).isEqualTo(new OffsetAndMetadata(77, "once"));
        }
    }

    /** As a start would read them: from the log's start to its end. */
    private long recordsInOffsetsTopic() throws Exception {
        return broker.server()
                .onLane(node -> node.partitions().all().stream()
                        .filter(partition -> partition.topic().equals("__consumer_offsets"))
                        .mapToLong(partition ->
                                partition.log().logEndOffset() - partition.log().logStartOffset())
                        .sum())
                .toCompletableFuture()
                .get();
    }

    @Test
    void aTopicThatGoesWhileItIsReadLeavesTheOtherAlone() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        broker.clients().createTopic("other", 1);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        members.consumer("metadata.max.age.ms", "200", "allow.auto.create.topics", "false");
                KafkaProducer<byte[], byte[]> producer = broker.clients().producer();
                Admin admin = broker.clients().admin()) {
            consumer.subscribe(List.of("t", "other"));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(50));
                return consumer.assignment().size() == PARTITIONS + 1;
            });
            admin.deleteTopics(List.of("t")).all().get();
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(50));
                return consumer.assignment().equals(Set.of(new TopicPartition("other", 0)));
            });
            producer.send(new ProducerRecord<>("other", bytes("still here"))).get();
            assertThat(BrokerClients.poll(consumer, 1)).hasSize(1);
        }
    }
}
