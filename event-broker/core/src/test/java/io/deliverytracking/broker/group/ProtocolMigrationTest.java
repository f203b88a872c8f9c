package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KIP-848, "Upgrade & Downgrade": groups with members that change over from one protocol to the other. */
class ProtocolMigrationTest {

    private static final int PARTITIONS = 6;

    private final GroupFixture groups = fixture("bidirectional");
    private final MigratingConsumer anna = classic(groups, "anna");
    private final MigratingConsumer ben = classic(groups, "ben");
    private final ConsumerTestMember cleo = groups.consumer("cleo").reading("north");

    private static GroupFixture fixture(String policy) {
        GroupFixture groups = new GroupFixture(
                Map.of("group.consumer.migration.policy", policy, "group.initial.rebalance.delay.ms", "0"));
        groups.topics().create("north", PARTITIONS);
        return groups;
    }

    private static MigratingConsumer classic(GroupFixture groups, String name) {
        return new MigratingConsumer(groups, name, "north");
    }

    /** Everybody calls and does what it is told, until nothing moves; in between nobody reads what another reads. */
    private static void settle(
            GroupFixture groups, List<MigratingConsumer> classics, List<ConsumerTestMember> consumers) {
        String before = "";
        String now = "?";
        for (int round = 0; !now.equals(before) || round < 3; round++) {
            before = now;
            groups.advance(1_000);
            for (MigratingConsumer classic : classics) {
                classic.follow();
                assertOneReader(classics, consumers);
            }
            for (ConsumerTestMember consumer : consumers) {
                assertThat(consumer.heartbeat().error()).isEqualTo(Errors.NONE);
                assertOneReader(classics, consumers);
            }
            now = classics + " "
                    + consumers.stream().map(ConsumerTestMember::has).toList();
        }
    }

    private static void assertOneReader(List<MigratingConsumer> classics, List<ConsumerTestMember> consumers) {
        List<Integer> read = new ArrayList<>();
        classics.forEach(classic -> read.addAll(classic.owned()));
        consumers.forEach(
                consumer -> consumer.owned().byTopic().values().forEach(partitions -> read.addAll(partitions)));
        assertThat(new TreeSet<>(read))
                .describedAs("read by %s %s", classics, consumers)
                .hasSize(read.size());
    }

    private void settle() {
        settle(groups, List.of(anna, ben), List.of(cleo));
    }

    /** Two consumers of the classic protocol, who have everything between them. */
    private void classicGroup() {
        settle(groups, List.of(anna, ben), List.of());
        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(anna.owned().size() + ben.owned().size()).isEqualTo(PARTITIONS);
    }

    @Test
    void theFirstMemberOfTheConsumerProtocolMakesItAConsumerGroup() {
        classicGroup();
        int generation = groups.generation();
        List<Integer> had = anna.owned();

        cleo.join();

        assertThat(cleo.owned().size()).describedAs("others have it all").isZero();
        assertThat(anna.owned()).isEqualTo(had);
        ConsumerGroupSnapshot group = groups.describeConsumers();
        assertThat(group.groupEpoch()).isEqualTo(generation + 1);
        assertThat(group.members())
                .extracting(ConsumerGroupSnapshot.Member::isClassic)
                .containsExactlyInAnyOrder(true, true, false);
        assertThat(anna.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);

        settle();
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
        assertThat(List.of(anna.owned().size(), ben.owned().size(), cleo.owned().size()))
                .containsOnly(2);
        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastMemberOfTheConsumerProtocolLeavesAClassicGroupBehind(boolean restarted) {
        classicGroup();
        cleo.join();
        settle();
        int epoch = groups.describeConsumers().groupEpoch();

        assertThat(cleo.leave()).isEqualTo(Errors.NONE);

        assertThat(groups.state()).isEqualTo("PreparingRebalance");
        assertThat(groups.generation()).isEqualTo(epoch);
        if (restarted) {
            groups.restart();
        }
        settle(groups, List.of(anna, ben), List.of());
        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(anna.owned().size() + ben.owned().size()).isEqualTo(PARTITIONS);
    }

    @Test
    void aGroupThatChangedOverIsFoundAgain() {
        classicGroup();
        cleo.join();
        settle();
        String before = groups.describeConsumers().toString();

        groups.restart();

        assertThat(groups.describeConsumers().toString()).isEqualTo(before);
        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void recordsAreThoseOfApacheKafkaInItsOrder() {
        settle(groups, List.of(anna), List.of());
        int start = groups.partition().log().size();
        cleo.join();
        assertThat(kinds(start)).containsExactly("-2", "5", "3", "7", "6", "8", "5", "3", "7", "7", "6", "8");
        settle(groups, List.of(anna), List.of(cleo));
        start = groups.partition().log().size();

        cleo.leave();

        assertThat(kinds(start)).containsExactly("-8", "-8", "-7", "-7", "-6", "-5", "-5", "-4", "-3", "2");
    }

    /** The kinds of the records from here on, tombstones with a hyphen before. */
    private List<String> kinds(int start) {
        List<String> kinds = new ArrayList<>();
        List<CoordinatorRecord> log = groups.partition().log();
        for (CoordinatorRecord record : log.subList(start, log.size())) {
            int kind = HexFormat.fromHexDigits(HexFormat.of().formatHex(record.key(), 0, 2));
            kinds.add((record.value() == null ? "-" : "") + kind);
        }
        return kinds;
    }

    @Test
    void whoIsParkedComesBackIntoTheConsumerGroup() {
        classicGroup();
        Asked<JoinGroup.Response> parked = classic(groups, "dora").follow().joining();
        assertThat(parked.isParked()).isTrue();

        cleo.join();

        assertThat(parked.response().error()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        settle();
    }

    /** Anna has joined for a generation that comes to nothing, and reads on what the one before gave her. */
    @Test
    void whatAMemberReadsIsNobodyElsesThoughItsNextAssignmentWasNeverMade() {
        settle(groups, List.of(anna), List.of());
        ben.follow();
        assertThat(anna.askToJoin().response().error()).isEqualTo(Errors.NONE);
        assertThat(groups.state()).isEqualTo("CompletingRebalance");
        ben.leave();

        cleo.join();

        assertThat(anna.owned()).hasSize(PARTITIONS);
        assertOneReader(List.of(anna), List.of(cleo));
        settle(groups, List.of(anna), List.of(cleo));
        assertThat(List.of(anna.owned().size(), cleo.owned().size())).containsOnly(3);
    }

    /** Anna and Ben are to give up something, and before they hear of it the group has changed over and back. */
    @Test
    void whatMembersHaveNotGivenUpIsNobodyElsesThoughTheGroupChangesOverAndBack() {
        classicGroup();
        cleo.join();
        cleo.leave();
        assertThat(groups.state()).isEqualTo("PreparingRebalance");

        cleo.join();

        assertThat(anna.owned().size() + ben.owned().size()).isEqualTo(PARTITIONS);
        assertOneReader(List.of(anna, ben), List.of(cleo));
        settle();
        assertThat(List.of(anna.owned().size(), ben.owned().size(), cleo.owned().size()))
                .containsOnly(2);
    }

    /** Ben is to have some of Anna's partitions, as soon as she has given them up: she has not heard of it. */
    @Test
    void whatTheLeaderHasAMemberGiveUpIsNobodyElsesUntilItDoes() {
        settle(groups, List.of(anna), List.of());
        ben.follow();
        JoinGroup.Response joined = anna.askToJoin().response();
        anna.askToSync(
                joined.generationId(),
                List.of(new SyncGroup.Assignment(
                        anna.memberId(), ConsumerProtocolBytes.assignment(Map.of("north", List.of(0, 1, 2))))));
        assertThat(groups.state()).isEqualTo("Stable");

        cleo.join();

        assertThat(anna.owned()).hasSize(PARTITIONS);
        assertOneReader(List.of(anna, ben), List.of(cleo));
        settle();
        assertThat(List.of(anna.owned().size(), ben.owned().size(), cleo.owned().size()))
                .containsOnly(2);
    }

    @Test
    void aGroupWhoseFirstGenerationFormsChangesOverToo() {
        GroupFixture slow = new GroupFixture();
        slow.topics().create("north", PARTITIONS);
        MigratingConsumer first = classic(slow, "first").follow();
        ConsumerTestMember second = slow.consumer("second").reading("north").join();

        settle(slow, List.of(first), List.of(second));

        assertThat(first.owned()).hasSize(3);
        assertThat(second.owned().size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disabled", "downgrade"})
    void thePolicyMayForbidTheUpgrade(String policy) {
        GroupFixture groups = fixture(policy);
        MigratingConsumer classic = classic(groups, "anna");
        settle(groups, List.of(classic), List.of());

        ConsumerGroupHeartbeat.Response refused =
                groups.consumer("cleo").reading("north").askToJoin().response();

        assertThat(refused.error()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(refused.message())
                .isEqualTo("Cannot upgrade classic group riders to consumer group because online upgrade is disabled.");
        assertThat(classic.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void thePolicyMayForbidTheDowngrade() {
        GroupFixture groups = fixture("upgrade");
        MigratingConsumer classic = classic(groups, "anna").follow();
        ConsumerTestMember consumer = groups.consumer("cleo").reading("north").join();

        consumer.leave();

        settle(groups, List.of(classic), List.of());
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
        assertThat(classic.owned()).hasSize(PARTITIONS);
    }

    @Test
    void classicMembersAreNotLetInUnderThePolicyDisabled() {
        GroupFixture groups = fixture("disabled");
        groups.consumer("cleo").reading("north").join();

        assertThat(classic(groups, "anna").askToJoin().response().error())
                .isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void onlyConsumersWhoseWordsAreUnderstoodChangeOver() {
        TestMember connect = groups.stableGroup("connect").get(0);
        assertThat(cleo.askToJoin().response().message())
                .contains("the group does not use the consumer embedded protocol");
        connect.leave();

        TestMember malformed = groups.member("malformed")
                .withProtocolType("consumer")
                .withProtocols(TestMember.protocol("range", "?"))
                .join();
        groups.advance(1_000);
        assertThat(cleo.askToJoin().response().message()).contains("the embedded consumer protocol is malformed");
        malformed.leave();

        TestMember custom = groups.member("custom")
                .withProtocolType("consumer")
                .withProtocols(new JoinGroup.Protocol("mine", ConsumerProtocolBytes.subscription("north")))
                .join();
        groups.advance(1_000);
        custom.sync(List.of(new SyncGroup.Assignment(
                custom.joined().memberId(),
                ConsumerProtocolBytes.assignmentWithUserData(Map.of("north", List.of(1))))));
        assertThat(cleo.askToJoin().response().message()).contains("an unsupported custom assignor is in use");
        assertThat(custom.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void aClassicMemberJoinsAConsumerGroupIfItIsAConsumer() {
        cleo.join();
        byte[] words = ConsumerProtocolBytes.subscription("north");

        assertThat(anna.askToJoin("connect", words).response().error()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(anna.askToJoin().response().error()).isEqualTo(Errors.MEMBER_ID_REQUIRED);
        anna.follow();
        assertThat(anna.askToJoin("consumer", new byte[] {0}).response().error())
                .isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        settle(groups, List.of(anna), List.of(cleo));
        assertThat(anna.owned()).hasSize(3);
        assertThat(groups.describeConsumers().members())
                .extracting(ConsumerGroupSnapshot.Member::isClassic)
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void whoIsToldToJoinAgainHasTheRebalanceTimeoutForIt() {
        classicGroup();
        cleo.join();
        for (int i = 0; i < 12; i++) {
            assertThat(anna.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
            ben.follow();
            cleo.heartbeat();
            groups.advance(5_000);
        }

        assertThat(anna.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        settle(groups, List.of(ben), List.of(cleo));
        assertThat(ben.owned()).hasSize(3);
    }

    @Test
    void whoIsSilentForItsOwnSessionTimeoutIsRemoved() {
        classicGroup();
        cleo.join();
        groups.advance(9_000);
        ben.follow();
        groups.advance(2_000);

        assertThat(anna.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(ben.heartbeat()).isNotEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void commitsAreTakenInTheMembersEpochAndInOlderOnesOfWhatItHadThen() {
        classicGroup();
        int generation = anna.generationId();
        cleo.join();
        settle();
        int kept = anna.owned().isEmpty() ? 0 : anna.owned().get(0);

        assertThat(anna.commit(anna.generationId(), kept, 7)).isEqualTo(Errors.NONE);
        assertThat(anna.commit(anna.generationId() + 1, kept, 8)).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(anna.commit(
                        generation,
                        cleo.owned().byTopic().values().iterator().next().first(),
                        8))
                .isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(groups.committed(GroupFixture.GROUP, "north", kept)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStaticMemberChangesProtocolAndKeepsWhatItHad(boolean restarted) {
        MigratingConsumer before = classic(groups, "before").withInstanceId("dora");
        settle(groups, List.of(before), List.of());
        ConsumerTestMember after =
                groups.consumer("after").withInstanceId("dora").reading("north");

        after.join();

        assertThat(after.owned().size()).isEqualTo(PARTITIONS);
        assertThat(before.heartbeat()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        if (restarted) {
            groups.restart();
        }
        MigratingConsumer again =
                classic(groups, "again").withInstanceId("dora").follow();
        assertThat(again.owned()).hasSize(PARTITIONS);
        assertThat(groups.state()).describedAs("nobody had to wait for anybody").isEqualTo("Stable");
        assertThat(after.heartbeat().error()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    /** The leader is restarted with the other protocol before it has assigned, or when it has assigned a part. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0 1 2 3 4 5"})
    void whatTheLastLeaderAssignedToNobodyIsAssignedByTheCoordinator(String assigned) {
        byte[] words = ConsumerProtocolBytes.subscription(List.of("north"), new byte[0], Map.of());
        TestMember before = groups.member("before")
                .withInstanceId("dora")
                .withProtocolType(ConsumerProtocolReader.PROTOCOL_TYPE)
                .withProtocols(new JoinGroup.Protocol("cooperative-sticky", words))
                .join();
        groups.advance(1);
        int generation = before.joined().generationId();
        if (!assigned.isEmpty()) {
            List<Integer> share =
                    Stream.of(assigned.split(" ")).map(Integer::valueOf).toList();
            byte[] assignment = ConsumerProtocolBytes.assignment(Map.of("north", share));
            before.sync(List.of(new SyncGroup.Assignment(before.memberId(), assignment)));
        }

        ConsumerTestMember after =
                groups.consumer("after").withInstanceId("dora").reading("north").join();

        groups.settle(after);
        assertThat(after.has()).isEqualTo("north-0 north-1 north-2 north-3 north-4 north-5");
        boolean wasWhole = assigned.endsWith("5");
        assertThat(after.epoch()).isEqualTo(wasWhole ? generation : generation + 1);
    }

    @Test
    void anUpgradeThatFailsToBeWrittenLeavesTheClassicGroup() {
        classicGroup();
        groups.partition().hold();
        Asked<ConsumerGroupHeartbeat.Response> asked = cleo.askToJoin();
        groups.partition().fail(Errors.NOT_ENOUGH_REPLICAS, false);
        groups.partition().release();
        groups.advance(1_000);

        assertThat(asked.error()).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void aGroupThatDoesNotFitIntoOneBatchIsNotChangedOver() {
        classicGroup();
        groups.partition().limitBatchesTo(600);

        assertThat(cleo.askToJoin().response().error()).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
    }
}
