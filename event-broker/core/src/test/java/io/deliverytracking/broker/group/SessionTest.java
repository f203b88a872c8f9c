package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Who is alive: heartbeats, silence, departures. */
class SessionTest {

    private final GroupFixture groups = new GroupFixture();

    @Test
    void aSilentMemberIsRemovedAfterItsSessionTimeout() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember anna = members.get(0);

        groups.advance(9_000);
        anna.heartbeat();
        groups.advance(999);
        assertThat(groups.state()).isEqualTo("Stable");
        groups.advance(1);

        assertThat(anna.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(members.get(1).heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void commitsJoinsAndSyncsAreSignsOfLifeToo() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember anna = members.get(0);
        TestMember ben = members.get(1);

        for (int round = 0; round < 5; round++) {
            groups.advance(8_000);
            anna.heartbeat();
            assertThat(ben.commit("topic", 0, round)).isEqualTo(Errors.NONE);
        }

        assertThat(groups.state()).isEqualTo("Stable");
    }

    @Test
    void aMemberParkedInTheJoinPhaseIsTakenToBeAlive() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember anna = members.get(0).withRebalanceTimeout(60_000);
        TestMember ben = members.get(1);
        anna.join();

        for (int second = 0; second < 50; second++) {
            groups.advance(1_000);
            ben.heartbeat();
        }
        ben.join();

        assertThat(anna.joined().members()).hasSize(2);
    }

    @Test
    void aNewMemberThatIsParkedForFiveMinutesIsTakenForLost() {
        List<TestMember> members = groups.stableGroup("anna");
        TestMember anna = members.get(0).withRebalanceTimeout(900_000).withProtocols(TestMember.protocol("range", "x"));
        anna.join();
        groups.settle(members);
        TestMember ben = groups.member("ben").join();

        for (int second = 0; second < 300; second++) {
            assertThat(ben.waitsToJoin()).isTrue();
            groups.advance(1_000);
            anna.heartbeat();
        }

        assertThat(ben.joining().response().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(ben.joining().response().memberId()).isEmpty();
    }

    @Test
    void heartbeatsNeedTheRightGenerationAndMember() {
        TestMember anna = groups.stableGroup("anna").get(0);
        Asked<Heartbeat.Response> old = new Asked<>();
        groups.coordinator().heartbeat(new Heartbeat.Request(GroupFixture.GROUP, 0, anna.memberId(), null), old);

        assertThat(old.error()).isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(groups.member("x").withMemberId("x").heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(groups.memberOf("unknown", "x").heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(groups.memberOf("", "x").heartbeat()).isEqualTo(Errors.INVALID_GROUP_ID);
    }

    @Test
    void heartbeatsAreFineWhileTheLeaderAssigns() {
        TestMember anna = groups.member("anna").join();
        groups.advance(3_000);
        anna.joined();

        assertThat(groups.state()).isEqualTo("CompletingRebalance");
        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void aMemberThatLeavesStartsARebalanceForTheOthers() {
        List<TestMember> members = groups.stableGroup("anna", "ben");

        assertThat(members.get(0).leave()).isEqualTo(Errors.NONE);

        assertThat(members.get(1).heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        members.get(1).join();
        assertThat(members.get(1).leads()).isTrue();
        assertThat(members.get(0).heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void theLastToLeaveEmptiesTheGroupDurably() {
        groups.stableGroup("anna").get(0).leave();

        assertThat(groups.state()).isEqualTo("Empty");
        assertThat(groups.generation()).isEqualTo(2);
        assertThat(groups.describe(GroupFixture.GROUP).leaderId()).isNull();
        assertThat(groups.restart().state()).isEqualTo("Empty");
        assertThat(groups.generation()).isEqualTo(2);
    }

    @Test
    void aParkedJoinIsAnsweredWhenItsMemberIsRemoved() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember anna = members.get(0);
        anna.join();

        anna.leave();

        assertThat(anna.joining().response().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(anna.joining().response().memberId()).isEmpty();
    }

    @Test
    void leavingAnUnknownGroupIsAnErrorForEachMember() {
        assertThat(groups.memberOf("unknown", "anna").withMemberId("anna").leave())
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void noTimerIsLeftWhenAGroupIsDeleted() {
        int before = groups.time().pendingTimers();
        groups.stableGroup("anna", "ben").forEach(TestMember::leave);

        assertThat(groups.delete(GroupFixture.GROUP)).isEqualTo(Errors.NONE);

        assertThat(groups.time().pendingTimers()).isEqualTo(before);
    }

    @Test
    void aHeartbeatSetsNoTimer() {
        TestMember anna = groups.stableGroup("anna").get(0);
        int before = groups.time().pendingTimers();

        for (int i = 0; i < 100; i++) {
            anna.heartbeat();
        }

        assertThat(groups.time().pendingTimers()).isEqualTo(before);
    }
}
