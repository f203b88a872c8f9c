package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Members with a group instance id (KIP-345). */
class StaticMemberTest {

    private final GroupFixture groups = new GroupFixture();

    private List<TestMember> stableStaticGroup(String... names) {
        List<TestMember> members = java.util.Arrays.stream(names)
                .map(name -> groups.member(name).withInstanceId(name).join())
                .toList();
        groups.advance(6_000);
        groups.settle(members);
        return members;
    }

    @Test
    void aStaticMemberNeedsNoSecondCallToJoin() {
        TestMember anna = groups.member("client").withInstanceId("anna");

        assertThat(anna.askToJoin().isParked()).isTrue();
        groups.advance(3_000);

        assertThat(anna.joined().memberId()).startsWith("anna-");
    }

    @Test
    void aRestartKeepsTheAssignmentWithoutARebalance() {
        List<TestMember> members = stableStaticGroup("anna", "ben");
        TestMember ben = members.get(1);

        TestMember again = ben.restarted().join();

        assertThat(again.joined().generationId()).isEqualTo(1);
        assertThat(again.memberId()).isNotEqualTo(ben.memberId());
        again.sync();
        assertThat(again.assignment()).isEqualTo("ben");
        assertThat(members.get(0).heartbeat()).isEqualTo(Errors.NONE);
        assertThat(groups.state()).isEqualTo("Stable");
    }

    @Test
    void theReplacedMemberIsFencedEverywhere() {
        TestMember ben = stableStaticGroup("anna", "ben").get(1);
        ben.restarted().join();

        assertThat(ben.heartbeat()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(ben.commit("topic", 0, 5)).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(ben.sync().error()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(ben.leave()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(ben.askToJoin().response().error()).isEqualTo(Errors.FENCED_INSTANCE_ID);
    }

    @Test
    void aRestartedLeaderIsToldToSkipTheAssignment() {
        TestMember anna = stableStaticGroup("anna", "ben").get(0);

        JoinGroup.Response response = anna.restarted().join().joined();

        assertThat(response.leaderId()).isEqualTo(response.memberId());
        assertThat(response.skipAssignment()).isTrue();
        assertThat(response.members()).hasSize(2);
    }

    @Test
    void aRestartedLeaderThatCannotSkipTakesItselfForAFollower() {
        TestMember anna = stableStaticGroup("anna", "ben").get(0);

        JoinGroup.Response response =
                anna.restarted().withoutSkipAssignment().join().joined();

        assertThat(response.leaderId()).isEqualTo(anna.memberId());
        assertThat(response.memberId()).isNotEqualTo(anna.memberId());
        assertThat(response.skipAssignment()).isFalse();
        assertThat(response.members()).isEmpty();
    }

    @Test
    void aRestartSurvivesAReload() {
        TestMember ben = stableStaticGroup("anna", "ben").get(1);
        TestMember again = ben.restarted().join();
        again.joined();

        groups.restart();

        assertThat(again.heartbeat()).isEqualTo(Errors.NONE);
        again.sync();
        assertThat(again.assignment()).isEqualTo("ben");
        assertThat(ben.heartbeat()).isEqualTo(Errors.FENCED_INSTANCE_ID);
    }

    @Test
    void aRestartThatWouldChangeTheProtocolStartsARebalance() {
        JoinGroup.Protocol range = TestMember.protocol("range", "");
        JoinGroup.Protocol sticky = TestMember.protocol("sticky", "");
        TestMember anna = groups.member("anna")
                .withInstanceId("anna")
                .withProtocols(range, sticky)
                .join();
        groups.advance(3_000);
        groups.settle(List.of(anna));

        TestMember again = anna.restarted().withProtocols(sticky, range).join();

        assertThat(again.joined().generationId()).isEqualTo(2);
        assertThat(again.joined().protocol()).isEqualTo("sticky");
        assertThat(again.leads()).isTrue();
    }

    /** Or nobody would ever read what it was to give up. */
    @Test
    void aRestartBeforeItGaveUpWhatWasTakenFromItStartsARebalance() {
        TestMember anna = cooperative("anna", List.of()).join();
        TestMember ben = cooperative("ben", List.of(0, 1)).join();
        groups.advance(6_000);
        anna.joined();
        ben.joined();
        anna.sync(List.of(assignment(anna, List.of()), assignment(ben, List.of(0))));

        TestMember again = ben.restarted().withProtocols(cooperative(List.of())).join();

        assertThat(again.waitsToJoin()).isTrue();
        assertThat(anna.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void aRestartAfterItGaveUpWhatWasTakenFromItStartsNone() {
        TestMember anna = cooperative("anna", List.of()).join();
        TestMember ben = cooperative("ben", List.of(0)).join();
        groups.advance(6_000);
        anna.joined();
        ben.joined();
        anna.sync(List.of(assignment(anna, List.of(1)), assignment(ben, List.of(0))));

        TestMember again = ben.restarted().withProtocols(cooperative(List.of())).join();

        assertThat(again.joined().generationId()).isEqualTo(1);
        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
    }

    private TestMember cooperative(String name, List<Integer> owned) {
        return groups.member(name)
                .withInstanceId(name)
                .withProtocolType(ConsumerProtocolReader.PROTOCOL_TYPE)
                .withProtocols(cooperative(owned));
    }

    private static JoinGroup.Protocol cooperative(List<Integer> owned) {
        return new JoinGroup.Protocol(
                "cooperative-sticky",
                ConsumerProtocolBytes.subscription(List.of("topic"), new byte[0], Map.of("topic", owned)));
    }

    private static SyncGroup.Assignment assignment(TestMember member, List<Integer> partitions) {
        return new SyncGroup.Assignment(
                member.memberId(), ConsumerProtocolBytes.assignment(Map.of("topic", partitions)));
    }

    @Test
    void aRestartWhileTheLeaderAssignsStartsOver() {
        TestMember anna = groups.member("anna").withInstanceId("anna").join();
        TestMember ben = groups.member("ben").withInstanceId("ben").join();
        groups.advance(6_000);
        anna.joined();
        ben.sync();

        TestMember again = ben.restarted().join();

        assertThat(ben.syncing().error()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(again.waitsToJoin()).isTrue();
        assertThat(anna.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void aRestartDuringTheJoinPhaseFencesTheParkedRequest() {
        TestMember anna = groups.member("anna").withInstanceId("anna").join();

        TestMember again = anna.restarted().join();

        assertThat(anna.joining().response().error()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        groups.advance(3_000);
        assertThat(again.joined().members()).hasSize(1);
        assertThat(again.leads()).isTrue();
    }

    @Test
    void aRestartBeforeTheFirstSyncIsNotTakenForAMissingSync() {
        TestMember anna = groups.member("anna").withInstanceId("anna").join();
        TestMember ben = groups.member("ben").withInstanceId("ben").join();
        groups.advance(6_000);
        anna.joined();
        ben.joined();
        anna.sync();

        TestMember again = ben.restarted().join();
        again.sync();
        for (int second = 0; second < 90; second++) {
            groups.advance(1_000);
            anna.heartbeat();
            again.heartbeat();
        }

        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(groups.generation()).isEqualTo(1);
    }

    @Test
    void aSilentStaticMemberIsRemovedOnlyWhenItsSessionExpires() {
        List<TestMember> members = stableStaticGroup("anna", "ben");
        TestMember anna = members.get(0).withRebalanceTimeout(5_000);

        anna.join();
        groups.advance(60_000);

        // ben did not rejoin, and its session of 10 s ran out long before the rebalance timeout.
        assertThat(anna.joined().members()).hasSize(1);
    }

    @Test
    void aStaticMemberThatDoesNotRejoinStaysInTheNextGeneration() {
        List<TestMember> members = java.util.stream.Stream.of("anna", "ben")
                .map(name -> groups.member(name)
                        .withInstanceId(name)
                        .withRebalanceTimeout(8_000)
                        .withSessionTimeout(30_000)
                        .join())
                .toList();
        groups.advance(6_000);
        groups.settle(members);

        members.get(0).join();
        groups.advance(8_000);

        assertThat(members.get(0).joined().members())
                .extracting(JoinGroup.Member::groupInstanceId)
                .containsExactlyInAnyOrder("anna", "ben");
    }

    @Test
    void withoutAnyMemberToLeadTheJoinPhaseWaitsOn() {
        List<TestMember> members = java.util.stream.Stream.of("anna", "ben", "cleo")
                .map(name -> groups.member(name)
                        .withInstanceId(name)
                        .withRebalanceTimeout(8_000)
                        .withSessionTimeout(60_000)
                        .join())
                .toList();
        groups.advance(6_000);
        groups.settle(members);
        members.get(0).leave();

        groups.advance(20_000);
        assertThat(groups.state()).isEqualTo("PreparingRebalance");
        members.get(1).join();
        groups.advance(8_000);

        assertThat(members.get(1).joined().generationId()).isEqualTo(2);
        assertThat(members.get(1).leads()).isTrue();
    }

    @Test
    void anAdministratorRemovesAStaticMemberByItsName() {
        stableStaticGroup("anna", "ben");
        Asked<LeaveGroup.Response> asked = new Asked<>();

        groups.coordinator()
                .leaveGroup(
                        new LeaveGroup.Request(
                                GroupFixture.GROUP,
                                List.of(
                                        new LeaveGroup.Member("", "ben", "test"),
                                        new LeaveGroup.Member("", "nobody", "test"))),
                        asked);

        assertThat(asked.response().results())
                .extracting(LeaveGroup.Result::error)
                .containsExactly(Errors.NONE, Errors.UNKNOWN_MEMBER_ID);
        assertThat(groups.describe(GroupFixture.GROUP).members()).hasSize(1);
        assertThat(groups.state()).isEqualTo("PreparingRebalance");
    }

    @Test
    void anUnknownInstanceIdWithAMemberIdIsUnknown() {
        stableStaticGroup("anna");

        TestMember stranger = groups.member("ben").withInstanceId("ben").withMemberId("ben-1");

        assertThat(stranger.askToJoin().response().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(stranger.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }
}
