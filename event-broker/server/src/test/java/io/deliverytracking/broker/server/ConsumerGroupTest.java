package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.BrokerClients.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consumer groups as the official client's users meet them. */
@Timeout(180)
class ConsumerGroupTest {

    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = BrokerClients.PATIENCE;

    @RegisterExtension
    final RunningBroker broker = new RunningBroker("offsets.log.smallest.records", "200");

    private final List<GroupMemberThread> members = new ArrayList<>();

    @AfterEach
    void leave() throws InterruptedException {
        for (GroupMemberThread member : members) {
            member.close();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String... settings) {
        String[] all = Arrays.copyOf(
                new String[] {
                    "group.id",
                    "g",
                    "auto.offset.reset",
                    "earliest",
                    "enable.auto.commit",
                    "false",
                    // No test lets a session expire: a machine that stands still for seconds must not do it either.
                    "session.timeout.ms",
                    "60000",
                    "heartbeat.interval.ms",
                    "200"
                },
                10 + settings.length);
        System.arraycopy(settings, 0, all, 10, settings.length);
        return broker.clients().consumer(all);
    }

    private GroupMemberThread join(String... settings) {
        GroupMemberThread member = new GroupMemberThread(consumer(settings), "t");
        members.add(member);
        return member;
    }

    /** Everybody has joined, every partition has one owner, and nobody has more than one above another. */
    private void awaitFairShares(List<GroupMemberThread> of) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Integer> owned = new ArrayList<>();
            List<Integer> shares = new ArrayList<>();
            of.forEach(member -> {
                assertThat(member.assignments()).isPositive();
                owned.addAll(member.assignment());
                shares.add(member.assignment().size());
            });
            assertThat(owned).containsExactlyInAnyOrder(0, 1, 2, 3);
            assertThat(shares).allMatch(share -> share >= PARTITIONS / of.size());
        });
    }

    private void produce(String... values) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            for (int i = 0; i < values.length; i++) {
                producer.send(new ProducerRecord<>("t", i % PARTITIONS, null, bytes(values[i])))
                        .get();
            }
        }
    }

    private Set<String> read() {
        Set<String> read = new TreeSet<>();
        members.forEach(member -> read.addAll(member.values()));
        return read;
    }

    @Test
    void oneToFiveConsumersShareFourPartitionsAndTheFifthWaits() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        for (int size = 1; size <= 5; size++) {
            join();
            awaitFairShares(members);
        }
        // One goes: its share is taken over, by the one that waited too. The others are assigned anew, whoever goes: if
        // it is the one without a share, the shares are fair already before.
        List<Integer> before =
                members.stream().skip(1).map(GroupMemberThread::assignments).toList();
        members.remove(0).close();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int i = 0; i < members.size(); i++) {
                assertThat(members.get(i).assignments()).isGreaterThan(before.get(i));
            }
        });
        awaitFairShares(members);
    }

    @Test
    void whatADeadConsumerHeldIsReadByTheOthersFromItsLastCommit() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        GroupMemberThread dies = join("max.poll.interval.ms", "12000");
        GroupMemberThread lives = join();
        awaitFairShares(members);
        produce("a0", "a1", "a2", "a3");
        await().atMost(PATIENCE).until(() -> read().size() == 4);

        dies.freeze();
        await().atMost(PATIENCE).until(() -> lives.assignment().size() == PARTITIONS);
        produce("b0", "b1", "b2", "b3");

        await().atMost(PATIENCE).until(() -> lives.values().containsAll(List.of("b0", "b1", "b2", "b3")));
        assertThat(dies.values().size() + lives.values().size()).isEqualTo(8);
    }

    @Test
    void aStaticMemberThatComesBackInTimeFindsItsPartitionsAndDisturbsNobody() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        GroupMemberThread first = join("group.instance.id", "first");
        GroupMemberThread second = join("group.instance.id", "second");
        awaitFairShares(members);
        Set<Integer> held = first.assignment();
        int assignments = second.assignments();

        first.close();
        members.remove(first);
        GroupMemberThread again = join("group.instance.id", "first");

        await().atMost(PATIENCE).until(() -> again.assignment().equals(held));
        assertThat(second.assignments()).isEqualTo(assignments);
    }

    @Test
    void aGroupOutlivesTheKillOfItsBrokerWithItsOffsets() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        join();
        join();
        awaitFairShares(members);
        produce("a0", "a1", "a2", "a3");
        await().atMost(PATIENCE).until(() -> read().size() == 4);
        await().atMost(PATIENCE).until(() -> committed() == 4);

        broker.server().kill();
        broker.start();
        produce("b0", "b1", "b2", "b3");

        await().atMost(PATIENCE).until(() -> read().size() == 8);
        await().atMost(PATIENCE).until(() -> committed() == 8);
        // Nothing committed was read again.
        assertThat(members.stream().mapToInt(member -> member.values().size()).sum())
                .isEqualTo(8);
    }

    private long committed() throws Exception {
        try (Admin admin = broker.clients().admin()) {
            return admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    @Test
    void theOffsetsTopicStaysShortAndSaysAllAfterAKill() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        TopicPartition first = new TopicPartition("t", 0);
        TopicPartition last = new TopicPartition("t", 3);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.commitSync(Map.of(last, new OffsetAndMetadata(77, "once")));
            for (long offset = 1; offset <= 1_000; offset++) {
                consumer.commitSync(Map.of(first, new OffsetAndMetadata(offset)));
            }
        }
        await().atMost(PATIENCE).until(() -> recordsInOffsetsTopic() <= 210);

        broker.server().kill();
        broker.start();

        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
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
                        consumer("metadata.max.age.ms", "200", "allow.auto.create.topics", "false");
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
