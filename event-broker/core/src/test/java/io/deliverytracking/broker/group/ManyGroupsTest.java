package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** A thousand groups of one shard: of the classic protocol, of the consumer protocol, and of both at once. */
class ManyGroupsTest {

    private static final int GROUPS = 1_000;
    private static final int PARTITIONS = 6;
    private static final String TOPIC = "north";

    private final GroupFixture fixture = new GroupFixture(
            Map.of("group.consumer.migration.policy", "bidirectional", "group.initial.rebalance.delay.ms", "0"));
    private final Random random = new Random(14);
    private final List<OneOfMany> groups = new ArrayList<>();

    ManyGroupsTest() {
        fixture.topics().create(TOPIC, PARTITIONS);
        for (int i = 0; i < GROUPS; i++) {
            groups.add(new OneOfMany("group-" + i, i % 4 != 1, i % 4 != 0));
        }
    }

    /** One or two members, of one protocol or one of each. */
    private final class OneOfMany {

        private final String groupId;
        private final List<MigratingConsumer> classics = new ArrayList<>();
        private final List<ConsumerTestMember> consumers = new ArrayList<>();
        private long committed;

        OneOfMany(String groupId, boolean hasClassic, boolean hasConsumer) {
            this.groupId = groupId;
            if (hasClassic) {
                classics.add(new MigratingConsumer(fixture, groupId, "anna", TOPIC));
            }
            if (hasConsumer) {
                consumers.add(new ConsumerTestMember(fixture, groupId, "ben").reading(TOPIC));
            }
        }

        void join() {
            classics.forEach(MigratingConsumer::follow);
            consumers.forEach(ConsumerTestMember::join);
        }

        /** Each member calls once; whoever reads what another reads is found at once. */
        void call() {
            classics.forEach(MigratingConsumer::follow);
            assertOneReader();
            consumers.forEach(consumer ->
                    assertThat(consumer.heartbeat().error()).as(groupId).isEqualTo(Errors.NONE));
            assertOneReader();
        }

        private List<Integer> read() {
            List<Integer> read = new ArrayList<>();
            classics.forEach(classic -> read.addAll(classic.owned()));
            consumers.forEach(consumer -> consumer.owned().byTopic().values().forEach(read::addAll));
            return read;
        }

        private void assertOneReader() {
            List<Integer> read = read();
            assertThat(new TreeSet<>(read)).as("%s %s", groupId, classics).hasSize(read.size());
        }

        void commit() {
            committed++;
            if (consumers.isEmpty()) {
                MigratingConsumer classic = classics.get(0);
                int partition = classic.owned().get(0);
                assertThat(classic.commit(classic.generationId(), partition, committed))
                        .isEqualTo(Errors.NONE);
                verify(partition);
            } else {
                ConsumerTestMember consumer = consumers.get(0);
                int partition =
                        consumer.owned().byTopic().values().iterator().next().first();
                assertThat(consumer.commit(TOPIC, partition, committed)).isEqualTo(Errors.NONE);
                verify(partition);
            }
        }

        private void verify(int partition) {
            assertThat(fixture.committed(groupId, TOPIC, partition)).isEqualTo(committed);
        }

        void assertSettled() {
            assertThat(read()).as("%s %s", groupId, classics).hasSize(PARTITIONS);
            String state = fixture.coordinator().snapshots().isEmpty() ? "" : describe();
            assertThat(state).isEqualTo("Stable");
        }

        private String describe() {
            if (consumers.isEmpty()) {
                return fixture.describe(groupId).state();
            }
            Asked<ConsumerGroupSnapshot> asked = new Asked<>();
            fixture.coordinator().describeConsumerGroup(groupId, asked);
            return asked.response().state();
        }
    }

    private void settle() {
        for (int round = 0; round < 8; round++) {
            groups.forEach(OneOfMany::call);
            fixture.advance(100);
        }
        groups.forEach(OneOfMany::assertSettled);
    }

    @Test
    void aKillInTheMidstOfAThousandRebalancesIsSurvivedByAll() {
        for (int i = 0; i < GROUPS; i++) {
            groups.get(i).join();
            if (random.nextInt(200) == 0) {
                fixture.restart();
            }
        }
        settle();
        groups.forEach(OneOfMany::commit);
        for (int kill = 0; kill < 10; kill++) {
            for (OneOfMany group : groups) {
                switch (random.nextInt(4)) {
                    case 0 -> group.call();
                    case 1 -> group.commit();
                    default -> {}
                }
            }
            fixture.restart();
        }
        settle();
        groups.forEach(OneOfMany::commit);
        int timers = fixture.time().pendingTimers();
        fixture.restart();
        groups.forEach(OneOfMany::call);
        assertThat(fixture.time().pendingTimers()).isLessThanOrEqualTo(timers);
    }
}
