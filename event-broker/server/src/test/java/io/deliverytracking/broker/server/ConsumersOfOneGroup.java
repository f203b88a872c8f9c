package io.deliverytracking.broker.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What users of the official client are promised of a group, whichever protocol its consumers speak. */
@Timeout(180)
abstract class ConsumersOfOneGroup {

    static final int PARTITIONS = MemberThreads.PARTITIONS;
    static final Duration PATIENCE = BrokerClients.PATIENCE;

    @RegisterExtension
    final RunningBroker broker;

    final MemberThreads members;

    /**
     * @param broker not started yet
     * @param settings of every consumer, name and value in turn
     */
    ConsumersOfOneGroup(RunningBroker broker, String... settings) {
        this.broker = broker;
        this.members = new MemberThreads(broker, settings);
    }

    @AfterEach
    void leave() throws InterruptedException {
        members.close();
    }

    @Test
    void whatADeadConsumerHeldIsReadByTheOthersFromItsLastCommit() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        GroupMemberThread dies = members.join("max.poll.interval.ms", "12000");
        GroupMemberThread lives = members.join();
        members.awaitFairShares();
        members.produce("t", "a0", "a1", "a2", "a3");
        await().atMost(PATIENCE).until(() -> members.read().size() == 4);

        dies.freeze();
        await().atMost(PATIENCE).until(() -> lives.assignment().size() == PARTITIONS);
        members.produce("t", "b0", "b1", "b2", "b3");

        await().atMost(PATIENCE).until(() -> lives.values().containsAll(List.of("b0", "b1", "b2", "b3")));
        assertThat(dies.values().size() + lives.values().size()).isEqualTo(8);
    }

    @Test
    void aStaticMemberThatComesBackInTimeFindsItsPartitionsAndDisturbsNobody() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        GroupMemberThread first = members.join("group.instance.id", "first");
        GroupMemberThread second = members.join("group.instance.id", "second");
        members.awaitFairShares();
        Set<Integer> held = first.assignment();
        int assignments = second.assignments();

        first.close();
        members.all().remove(first);
        GroupMemberThread again = members.join("group.instance.id", "first");

        await().atMost(PATIENCE).until(() -> again.assignment().equals(held));
        assertThat(second.assignments()).isEqualTo(assignments);
    }

    @Test
    void aGroupOutlivesTheKillOfItsBrokerWithItsOffsets() throws Exception {
        broker.clients().createTopic("t", PARTITIONS);
        members.join();
        members.join();
        members.awaitFairShares();
        members.produce("t", "a0", "a1", "a2", "a3");
        await().atMost(PATIENCE).until(() -> members.read().size() == 4);
        await().atMost(PATIENCE).until(() -> committed() == 4);

        broker.server().kill();
        broker.start();
        members.produce("t", "b0", "b1", "b2", "b3");

        await().atMost(PATIENCE).until(() -> members.read().size() == 8);
        await().atMost(PATIENCE).until(() -> committed() == 8);
        // Nothing committed was read again.
        assertThat(members.all().stream()
                        .mapToInt(member -> member.values().size())
                        .sum())
                .isEqualTo(8);
    }

    final long committed() throws Exception {
        try (Admin admin = broker.clients().admin()) {
            return admin.listConsumerGroupOffsets("g").partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }
}
