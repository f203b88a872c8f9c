package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group of the consumer protocol over restarts, beside the classic protocol, and in the hands of administrators. */
class ConsumerGroupLifeTest {

    private final GroupFixture groups = new GroupFixture("offsets.log.smallest.records", 100);
    private final ConsumerTestMember anna = groups.consumer("anna").reading("north");
    private final ConsumerTestMember ben = groups.consumer("ben").reading("north");

    ConsumerGroupLifeTest() {
        groups.topics().create("north", 4);
    }

    private void annaAndBen() {
        anna.join();
        ben.join();
        groups.settle(anna, ben);
    }

    @Test
    void aRestartFindsEverybodyWhereTheyWere() {
        annaAndBen();
        String before = groups.describeConsumers().toString();

        groups.restart();

        assertThat(groups.describeConsumers()).hasToString(before);
        assertThat(anna.heartbeat().assignment()).isNull();
        assertThat(ben.heartbeat().error()).isEqualTo(Errors.NONE);
        assertThat(groups.describeConsumers()).hasToString(before);
    }

    @Test
    void aRestartInTheMiddleOfARebalanceGoesOnWithIt() {
        anna.join();
        ben.join();
        anna.loseAnswer();
        groups.restart();

        anna.sayEverything();
        groups.settle(anna, ben);

        assertThat(anna.has()).isEqualTo("north-0 north-1");
        assertThat(ben.has()).isEqualTo("north-2 north-3");
    }

    @Test
    void whoDoesNotGiveUpAfterARestartIsRemovedToo() {
        anna.withRebalanceTimeout(12_000).join();
        ben.join();
        anna.loseAnswer();
        groups.restart();
        groups.advance(12_000);

        assertThat(anna.loseAnswer().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void topicsThatChangedWhileTheBrokerWasDownAreSeen() {
        anna.join();
        groups.topics().widen("north", 6);
        groups.restart();

        anna.heartbeat();

        assertThat(anna.owned().size()).isEqualTo(6);
    }

    @Test
    void theLogIsShortenedAndSaysAllThatHolds() {
        annaAndBen();
        anna.commit("north", 0, 7);
        // An assignment is sent again and again as ben comes and goes.
        for (int i = 0; i < 100; i++) {
            ben.leave();
            anna.heartbeat();
            ben.join();
            groups.settle(anna, ben);
            groups.advance(1);
        }
        String before = groups.describeConsumers().toString();
        assertThat(groups.partition().startOffset()).isPositive();

        groups.restart();

        assertThat(groups.describeConsumers()).hasToString(before);
        assertThat(groups.committed(GroupFixture.GROUP, "north", 0)).isEqualTo(7);
        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
    }

    @Test
    void aCompactedLogSaysAllThatHolds() {
        anna.readingRegex("n.*");
        annaAndBen();
        anna.commit("north", 0, 7);
        String before = groups.describeConsumers().toString();
        List<CoordinatorRecord> compacted =
                List.copyOf(groups.partition().compacted().values());
        groups.partition().log().clear();
        // In any order: a record may have been written again long after the one that it follows from.
        for (int i = compacted.size() - 1; i >= 0; i--) {
            groups.partition().write(compacted.get(i));
        }

        groups.restart();

        assertThat(groups.describeConsumers()).hasToString(before);
        assertThat(groups.committed(GroupFixture.GROUP, "north", 0)).isEqualTo(7);
    }

    @Test
    void nothingOfADeletedGroupIsLeftInTheLog() {
        anna.readingRegex("n.*").join();
        anna.commit("north", 0, 7);
        assertThat(groups.delete(GroupFixture.GROUP)).isEqualTo(Errors.NON_EMPTY_GROUP);
        anna.leave();

        assertThat(groups.delete(GroupFixture.GROUP)).isEqualTo(Errors.NONE);

        assertThat(groups.partition().compacted()).isEmpty();
        assertThat(groups.coordinator().snapshots()).isEmpty();
        groups.restart();
        assertThat(groups.coordinator().snapshots()).isEmpty();
    }

    @Test
    void aGroupWithoutMembersIsListedAndDescribed() {
        anna.join();
        anna.leave();

        assertThat(groups.describeConsumers().state()).isEqualTo("Empty");
        assertThat(list("consumer")).containsExactly("riders consumer Empty consumer");
        assertThat(list("classic")).isEmpty();
        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
    }

    private List<String> list(String type) {
        Asked<ListGroups.Response> asked = new Asked<>();
        groups.coordinator().listGroups(new ListGroups.Request(List.of(), List.of(type)), asked);
        return asked.response().groups().stream()
                .map(group -> String.join(" ", group.groupId(), group.protocolType(), group.state(), group.type()))
                .toList();
    }

    @Test
    void peopleSeeWhoHasWhat() {
        annaAndBen();

        GroupSnapshot seen = groups.coordinator().snapshots().get(0);

        assertThat(seen.type()).isEqualTo("consumer");
        assertThat(seen.state()).isEqualTo("Stable");
        assertThat(seen.generationId())
                .isEqualTo(groups.describeConsumers().groupEpoch())
                .isEqualTo(anna.epoch());
        assertThat(seen.members().get(0).assignedPartitions())
                .containsExactly(new GroupSnapshot.TopicPartitions("north", List.of(0, 1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClassicGroupWithoutMembersBecomesAConsumerGroupAndKeepsItsOffsets(boolean restarted) {
        TestMember classic = groups.stableGroup("classic").get(0);
        classic.commit("north", 2, 9);
        assertThat(classic.leave()).isEqualTo(Errors.NONE);

        anna.join();
        if (restarted) {
            groups.restart();
        }

        assertThat(groups.describeConsumers().members()).hasSize(1);
        assertThat(groups.committed(GroupFixture.GROUP, "north", 2)).isEqualTo(9);
        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConsumerGroupWithoutMembersBecomesAClassicGroupAndKeepsItsOffsets(boolean restarted) {
        anna.readingRegex("n.*").join();
        anna.commit("north", 2, 9);
        anna.leave();

        groups.stableGroup("classic");
        if (restarted) {
            groups.restart();
        }

        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(groups.committed(GroupFixture.GROUP, "north", 2)).isEqualTo(9);
        assertThat(groups.coordinator().snapshots()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGroupThatOnlyCommittedBecomesAConsumerGroup(boolean restarted) {
        groups.commit(GroupFixture.GROUP, "north", 2, 9);

        anna.join();
        if (restarted) {
            groups.restart();
        }

        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
        assertThat(groups.committed(GroupFixture.GROUP, "north", 2)).isEqualTo(9);
    }

    @Test
    void aGroupWithMembersKeepsItsProtocolUnderThePolicyDisabled() {
        GroupFixture groups = new GroupFixture(Map.of("group.consumer.migration.policy", "disabled"));
        ConsumerTestMember anna = groups.consumer("anna").reading("north");
        TestMember classic = groups.stableGroup("classic").get(0);
        assertThat(anna.askToJoin().response().error()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(classic.heartbeat()).isEqualTo(Errors.NONE);
        classic.leave();
        anna.join();

        assertThat(groups.member("classic").askToJoin().response().error())
                .isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(classic.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
    }

    @Test
    void aFailedLogMakesTheShardStartOverAndTheMemberGoOn() {
        anna.join();
        groups.partition().hold();
        Asked<ConsumerGroupHeartbeat.Response> asked = ben.askToJoin();
        groups.partition().fail(Errors.NOT_ENOUGH_REPLICAS, false);
        groups.partition().release();
        assertThat(asked.error()).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        groups.advance(1_000);

        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
        assertThat(groups.describeConsumers().members()).hasSize(1);
    }

    @Test
    void aGroupTooLargeForOneBatchIsWrittenInSeveral() {
        groups.topics().create("wide", 400);
        groups.partition().limitBatchesTo(1_000);
        ConsumerTestMember[] many = new ConsumerTestMember[8];
        for (int i = 0; i < many.length; i++) {
            many[i] = groups.consumer("m" + i).reading("wide").join();
            groups.settle(java.util.Arrays.copyOf(many, i + 1));
        }

        groups.restart();
        groups.settle(many);

        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
        assertThat(many).extracting(member -> member.owned().size()).containsOnly(50);
    }
}
