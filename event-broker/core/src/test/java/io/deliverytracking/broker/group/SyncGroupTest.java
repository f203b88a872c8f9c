package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Rules of SyncGroup: nobody works before the leader's assignment is written. */
class SyncGroupTest {

    private final GroupFixture groups = new GroupFixture();

    private List<TestMember> joinedGroup() {
        List<TestMember> members = List.of(groups.member("anna"), groups.member("ben"));
        members.forEach(TestMember::join);
        groups.advance(6_000);
        members.forEach(TestMember::joined);
        return members;
    }

    @Test
    void followersWaitForTheLeadersAssignment() {
        List<TestMember> members = joinedGroup();
        TestMember anna = members.get(0);
        TestMember ben = members.get(1);

        assertThat(ben.sync().isParked()).isTrue();
        anna.assign(members, Map.of("anna", "north", "ben", "south"));

        assertThat(anna.assignment()).isEqualTo("north");
        assertThat(ben.assignment()).isEqualTo("south");
        assertThat(groups.state()).isEqualTo("Stable");
    }

    @Test
    void aFollowerThatComesLaterHearsItsAssignmentAtOnce() {
        List<TestMember> members = joinedGroup();
        members.get(0).assign(members, Map.of("anna", "north", "ben", "south"));

        members.get(1).sync();

        assertThat(members.get(1).assignment()).isEqualTo("south");
    }

    @Test
    void aMemberThatTheLeaderForgotGetsNothing() {
        List<TestMember> members = joinedGroup();
        members.get(0).assign(members, Map.of("anna", "everything"));

        members.get(1).sync();

        assertThat(members.get(1).syncing().response().assignment()).isEmpty();
    }

    @Test
    void theGenerationAndTheMemberMustBeRight() {
        List<TestMember> members = joinedGroup();
        Asked<SyncGroup.Response> oldGeneration = new Asked<>();
        Asked<SyncGroup.Response> stranger = new Asked<>();
        Asked<SyncGroup.Response> unknownGroup = new Asked<>();
        String memberId = members.get(1).memberId();

        groups.coordinator().syncGroup(request(GroupFixture.GROUP, 0, memberId, null, null), oldGeneration);
        groups.coordinator().syncGroup(request(GroupFixture.GROUP, 1, "stranger", null, null), stranger);
        groups.coordinator().syncGroup(request("unknown", 1, memberId, null, null), unknownGroup);

        assertThat(oldGeneration.error()).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(stranger.error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(unknownGroup.error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void theProtocolThatTheMemberNamesMustBeTheChosenOne() {
        String memberId = joinedGroup().get(1).memberId();
        Asked<SyncGroup.Response> wrongType = new Asked<>();
        Asked<SyncGroup.Response> wrongProtocol = new Asked<>();
        Asked<SyncGroup.Response> right = new Asked<>();

        groups.coordinator().syncGroup(request(GroupFixture.GROUP, 1, memberId, "connect", "range"), wrongType);
        groups.coordinator().syncGroup(request(GroupFixture.GROUP, 1, memberId, "test", "sticky"), wrongProtocol);
        groups.coordinator().syncGroup(request(GroupFixture.GROUP, 1, memberId, "test", "range"), right);

        assertThat(wrongType.error()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(wrongProtocol.error()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(right.isParked()).isTrue();
    }

    @Test
    void aMemberThatDoesNotSyncWithinTheRebalanceTimeoutIsRemoved() {
        List<TestMember> members = joinedGroup();
        TestMember anna = members.get(0);
        TestMember ben = members.get(1);
        anna.assign(members, Map.of("anna", "north", "ben", "south"));

        for (int second = 0; second < 60; second++) {
            groups.advance(1_000);
            anna.heartbeat();
            ben.heartbeat();
        }

        assertThat(anna.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(ben.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aLeaderThatNeverAssignsIsRemovedAndAnotherLeads() {
        List<TestMember> members = joinedGroup();
        TestMember anna = members.get(0);
        TestMember ben = members.get(1);
        ben.sync();

        for (int second = 0; second < 60; second++) {
            groups.advance(1_000);
            anna.heartbeat();
        }

        assertThat(ben.syncing().error()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        ben.join();
        assertThat(ben.leads()).isTrue();
    }

    @Test
    void onceAllHaveSyncedNobodyIsRemoved() {
        List<TestMember> members = joinedGroup();
        groups.settle(members);

        for (int second = 0; second < 120; second++) {
            groups.advance(1_000);
            members.forEach(TestMember::heartbeat);
        }

        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(groups.generation()).isEqualTo(1);
    }

    @Test
    void aParkedFollowerIsTakenToBeAlive() {
        List<TestMember> members = joinedGroup();
        TestMember anna = members.get(0);
        TestMember ben = members.get(1);
        ben.sync();

        for (int second = 0; second < 30; second++) {
            groups.advance(1_000);
            anna.heartbeat();
        }
        anna.assign(members, Map.of("ben", "south"));

        assertThat(ben.assignment()).isEqualTo("south");
        groups.advance(9_999);
        assertThat(ben.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void onceItHasItsAssignmentAMemberMustCallAgain() {
        List<TestMember> members = joinedGroup();
        TestMember anna = members.get(0);
        members.get(1).sync();
        for (int second = 0; second < 20; second++) {
            groups.advance(1_000);
            anna.heartbeat();
        }
        anna.assign(members, Map.of("ben", "south"));

        for (int second = 0; second < 10; second++) {
            assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
            groups.advance(1_000);
        }

        assertThat(anna.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(members.get(1).heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aSecondSyncOfTheSameMemberReleasesTheFirst() {
        TestMember ben = joinedGroup().get(1);
        Asked<SyncGroup.Response> first = ben.sync();

        Asked<SyncGroup.Response> second = ben.sync();

        assertThat(first.error()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(second.isParked()).isTrue();
    }

    @Test
    void anAssignmentTooLargeForTheLogIsRefusedAndDisturbsNoOtherGroup() {
        TestMember other = groups.memberOf("other", "zoe").join();
        List<TestMember> members = joinedGroup();
        TestMember ben = members.get(1);
        ben.sync();
        groups.partition().limitBatchesTo(1_000);

        members.get(0).assign(members, Map.of("anna", "x".repeat(2_000)));

        assertThat(members.get(0).syncing().error()).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(ben.syncing().error()).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(groups.state()).isEqualTo("PreparingRebalance");
        assertThat(other.joined().error()).isEqualTo(Errors.NONE);
        assertThat(other.heartbeat()).isEqualTo(Errors.NONE);
    }

    private static SyncGroup.Request request(
            String groupId, int generation, String memberId, String protocolType, String protocol) {
        return new SyncGroup.Request(groupId, generation, memberId, null, protocolType, protocol, List.of());
    }
}
