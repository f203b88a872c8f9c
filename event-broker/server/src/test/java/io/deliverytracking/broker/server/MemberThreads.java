package io.deliverytracking.broker.server;

import static io.deliverytracking.broker.server.BrokerClients.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The members of group {@code g}, each a consumer on a thread of its own that reads topic {@code t}.
 * They leave when this is closed.
 */
final class MemberThreads implements AutoCloseable {

    static final int PARTITIONS = 4;

    private final RunningBroker broker;
    private final String[] settings;
    private final List<GroupMemberThread> members = new ArrayList<>();

    /** @param settings of every member, names and values in turn */
    MemberThreads(RunningBroker broker, String... settings) {
        this.broker = broker;
        this.settings = with(
                new String[] {"group.id", "g", "auto.offset.reset", "earliest", "enable.auto.commit", "false"},
                settings);
    }

    private static String[] with(String[] some, String[] more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    List<GroupMemberThread> all() {
        return members;
    }

    /** A consumer of the group that nobody polls yet. */
    KafkaConsumer<byte[], byte[]> consumer(String... more) {
        return broker.clients().consumer(with(settings, more));
    }

    GroupMemberThread join(String... more) {
        GroupMemberThread member = new GroupMemberThread(consumer(more), "t");
        members.add(member);
        return member;
    }

    /** Everybody was assigned something or nothing, every partition has one owner, and shares are fair. */
    void awaitFairShares() {
        await().atMost(BrokerClients.PATIENCE).untilAsserted(() -> {
            List<Integer> owned = new ArrayList<>();
            for (GroupMemberThread member : members) {
                assertThat(member.assignments()).isPositive();
                owned.addAll(member.assignment());
                assertThat(member.assignment().size())
                        .isBetween(PARTITIONS / members.size(), (PARTITIONS - 1) / members.size() + 1);
            }
            assertThat(owned).containsExactlyInAnyOrder(0, 1, 2, 3);
        });
    }

    /** Each to the next partition. */
    void produce(String topic, String... values) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = broker.clients().producer()) {
            for (int i = 0; i < values.length; i++) {
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, bytes(values[i])))
                        .get();
            }
        }
    }

    /** All that the members read. */
    Set<String> read() {
        Set<String> read = new TreeSet<>();
        members.forEach(member -> read.addAll(member.values()));
        return Collections.unmodifiableSet(read);
    }

    @Override
    public void close() throws InterruptedException {
        for (GroupMemberThread member : members) {
            member.close();
        }
    }
}
