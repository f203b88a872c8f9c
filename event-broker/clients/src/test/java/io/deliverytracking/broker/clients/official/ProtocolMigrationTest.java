package io.deliverytracking.broker.clients.official;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deliverytracking.broker.clients.ClientProcess;
import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet that is restarted with the other group protocol, one by one, while records arrive (KIP-848). */
@DeliveryBroker
@Timeout(600)
@Tag("long")
class ProtocolMigrationTest {

    private static final int PARTITIONS = 6;
    private static final int MEMBERS = 3;

    private final String topic = Topics.unique("migrated");
    private final String group = "group-of-" + topic;
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final List<RollingMember> members = new ArrayList<>();

    private Clients clients;
    private Admin admin;
    private Load load;

    @BeforeEach
    void connect(EmbeddedBroker broker, LogClient log) {
        clients = new Clients(broker.bootstrapServers());
        log.createTopic(topic, PARTITIONS);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        load = new Load(clients.producer("acks", "all", "linger.ms", 20), topic);
    }

    @AfterEach
    void close() {
        load.close();
        members.forEach(RollingMember::close);
        admin.close();
    }

    /** Numbered records, some hundreds a second, until it is closed: a batch lingers, and the next waits for it. */
    private static final class Load implements AutoCloseable {

        private static final int RECORDS_OF_A_BATCH = 10;

        private final KafkaProducer<String, String> producer;
        private final String topic;
        private final Thread thread = new Thread(this::run, "load");
        private final List<String> sent = new ArrayList<>();
        private volatile boolean closing;

        Load(KafkaProducer<String, String> producer, String topic) {
            this.producer = producer;
            this.topic = topic;
            thread.start();
        }

        private void run() {
            try (producer) {
                while (!closing) {
                    String value = "r" + sent.size();
                    Future<?> acknowledgement =
                            producer.send(new ProducerRecord<>(topic, sent.size() % PARTITIONS, null, value));
                    sent.add(value);
                    if (sent.size() % RECORDS_OF_A_BATCH == 0) {
                        acknowledgement.get();
                    }
                }
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException("The load ends after " + sent.size() + " records", e);
            }
        }

        /** All that was sent, once nothing more is. */
        List<String> sent() {
            close();
            return sent;
        }

        @Override
        public void close() {
            closing = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private RollingMember member(GroupType protocol) {
        if (protocol == GroupType.CONSUMER) {
            return rolling("group.protocol", "consumer");
        }
        return rolling(
                "group.protocol",
                "classic",
                "partition.assignment.strategy",
                CooperativeStickyAssignor.class.getName(),
                "heartbeat.interval.ms",
                200,
                "session.timeout.ms",
                30_000);
    }

    private RollingMember rolling(Object... settings) {
        List<Object> all = new ArrayList<>(List.of("group.id", group, "auto.offset.reset", "earliest"));
        all.addAll(List.of(settings));
        return new RollingMember(clients.consumer(all.toArray()), topic, received);
    }

    /** Every member has its share, and new records arrive. */
    private void awaitShares() {
        await().atMost(ClientProcess.PATIENCE).untilAsserted(() -> {
            Set<TopicPartition> all = new HashSet<>();
            for (RollingMember member : members) {
                assertThat(member.assignment()).hasSize(PARTITIONS / MEMBERS);
                all.addAll(member.assignment());
            }
            assertThat(all).hasSize(PARTITIONS);
        });
        int before = received.size();
        await().atMost(ClientProcess.PATIENCE).until(() -> received.size() > before + 100);
    }

    private GroupType type() throws ExecutionException, InterruptedException {
        for (GroupListing listing : admin.listGroups().all().get()) {
            if (listing.groupId().equals(group)) {
                return listing.type().orElse(GroupType.UNKNOWN);
            }
        }
        return GroupType.UNKNOWN;
    }

    private void restartAll(GroupType protocol) {
        for (int i = 0; i < MEMBERS; i++) {
            members.remove(0).close();
            members.add(member(protocol));
            awaitShares();
        }
    }

    @Test
    void three_consumers_change_protocol_and_back_and_nothing_is_lost() throws Exception {
        for (int i = 0; i < MEMBERS; i++) {
            members.add(member(GroupType.CLASSIC));
        }
        awaitShares();
        assertThat(type()).isEqualTo(GroupType.CLASSIC);

        restartAll(GroupType.CONSUMER);
        assertThat(type()).isEqualTo(GroupType.CONSUMER);

        restartAll(GroupType.CLASSIC);
        assertThat(type()).isEqualTo(GroupType.CLASSIC);

        List<String> sent = load.sent();
        await().atMost(ClientProcess.PATIENCE)
                .untilAsserted(() -> assertThat(new HashSet<>(received)).hasSize(sent.size()));
        assertThat(new HashSet<>(received)).isEqualTo(new HashSet<>(sent));
    }
}
