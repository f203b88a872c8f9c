package io.deliverytracking.broker.clients.official;

import static io.deliverytracking.broker.clients.official.Clients.pollUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deliverytracking.broker.clients.Topics;
import io.deliverytracking.testkit.DeliveryBroker;
import io.deliverytracking.testkit.EmbeddedBroker;
import io.deliverytracking.testkit.LogClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rebalance takes from those who stay: everything (eager), or only what moves (cooperative, KIP-429). */
@DeliveryBroker
@Timeout(300)
@Tag("long")
class ClassicRebalanceTest {

    private static final int PARTITIONS = 6;

    private final String topic = Topics.unique("rebalanced");
    private final String group = "group-of-" + topic;
    private final List<Collection<TopicPartition>> revoked = new ArrayList<>();

    private Clients clients;

    @BeforeEach
    void connect(EmbeddedBroker broker, LogClient log) {
        clients = new Clients(broker.bootstrapServers());
        log.createTopic(topic, PARTITIONS);
    }

    private KafkaConsumer<String, String> member(String assignors) {
        return clients.consumer(
                "group.id",
                group,
                "partition.assignment.strategy",
                assignors,
                "heartbeat.interval.ms",
                200,
                "session.timeout.ms",
                60_000);
    }

    /** Both poll until each has its half. */
    private static void shareFairly(KafkaConsumer<String, String> one, KafkaConsumer<String, String> other) {
        pollUntil(one, record -> {}, () -> {
            other.poll(Duration.ofMillis(50));
            return one.assignment().size() == PARTITIONS / 2
                    && other.assignment().size() == PARTITIONS / 2;
        });
        Set<TopicPartition> both = new HashSet<>(one.assignment());
        both.addAll(other.assignment());
        assertThat(both).hasSize(PARTITIONS);
    }

    @ParameterizedTest
    @ValueSource(classes = {RangeAssignor.class, RoundRobinAssignor.class, StickyAssignor.class})
    void an_eager_rebalance_takes_everything_first(Class<?> assignor) {
        try (KafkaConsumer<String, String> stays = member(assignor.getName())) {
            stays.subscribe(List.of(topic), new Counted(revoked));
            pollUntil(stays, record -> {}, () -> stays.assignment().size() == PARTITIONS);
            try (KafkaConsumer<String, String> comes = member(assignor.getName())) {
                comes.subscribe(List.of(topic));
                shareFairly(stays, comes);
                assertThat(revoked).first().satisfies(taken -> assertThat(taken).hasSize(PARTITIONS));
            }
            pollUntil(stays, record -> {}, () -> stays.assignment().size() == PARTITIONS);
        }
    }

    @Test
    void a_cooperative_rebalance_takes_only_what_moves() {
        String assignor = CooperativeStickyAssignor.class.getName();
        try (KafkaConsumer<String, String> stays = member(assignor)) {
            stays.subscribe(List.of(topic), new Counted(revoked));
            pollUntil(stays, record -> {}, () -> stays.assignment().size() == PARTITIONS);
            Set<TopicPartition> before = stays.assignment();
            try (KafkaConsumer<String, String> comes = member(assignor)) {
                comes.subscribe(List.of(topic));
                shareFairly(stays, comes);
                List<TopicPartition> moved =
                        revoked.stream().flatMap(Collection::stream).toList();
                assertThat(moved).containsExactlyInAnyOrderElementsOf(comes.assignment());
                assertThat(before).containsAll(stays.assignment());
            }
            revoked.clear();
            pollUntil(stays, record -> {}, () -> stays.assignment().size() == PARTITIONS);
            assertThat(revoked.stream().flatMap(Collection::stream)).isEmpty();
        }
    }

    @Test
    void a_group_moves_from_eager_to_cooperative_member_by_member() {
        String both = CooperativeStickyAssignor.class.getName() + "," + RangeAssignor.class.getName();
        KafkaConsumer<String, String> old = member(RangeAssignor.class.getName());
        try (KafkaConsumer<String, String> first = member(both)) {
            old.subscribe(List.of(topic));
            first.subscribe(List.of(topic));
            // The one assignor that both know.
            shareFairly(old, first);
            old.close();
            try (KafkaConsumer<String, String> second = member(both)) {
                second.subscribe(List.of(topic));
                shareFairly(first, second);
            }
        } finally {
            old.close();
        }
    }

    @Test
    void members_without_an_assignor_in_common_are_refused() {
        try (KafkaConsumer<String, String> one = member(RangeAssignor.class.getName());
                KafkaConsumer<String, String> other = member(RoundRobinAssignor.class.getName())) {
            one.subscribe(List.of(topic));
            pollUntil(one, record -> {}, () -> one.assignment().size() == PARTITIONS);
            other.subscribe(List.of(topic));
            assertThatThrownBy(() -> pollUntil(
                            other, record -> {}, () -> !other.assignment().isEmpty()))
                    .isInstanceOf(InconsistentGroupProtocolException.class);
        }
    }
}
