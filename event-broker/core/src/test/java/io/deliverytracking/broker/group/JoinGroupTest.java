package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Rules of JoinGroup for dynamic members. */
class JoinGroupTest {

    private final GroupFixture groups = new GroupFixture();

    @Test
    void aNewMemberMustComeBackWithTheIdItIsGiven() {
        TestMember anna = groups.member("anna");

        JoinGroup.Response first = anna.askToJoin().response();

        assertThat(first.error()).isEqualTo(Errors.MEMBER_ID_REQUIRED);
        assertThat(first.memberId())
                .matches("anna-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(anna.withMemberId(first.memberId()).askToJoin().isParked()).isTrue();
        groups.advance(3_000);
        assertThat(anna.joined().memberId()).isEqualTo(first.memberId());
    }

    @Test
    void aClientBeforeVersion4IsAMemberAtOnce() {
        TestMember anna = groups.member("anna").withoutMemberIdRequired();

        assertThat(anna.askToJoin().isParked()).isTrue();
        groups.advance(3_000);

        assertThat(anna.joined().error()).isEqualTo(Errors.NONE);
        assertThat(anna.joined().memberId()).startsWith("anna-");
    }

    @Test
    void aMemberIdThatIsNotUsedWithinTheSessionTimeoutLapses() {
        TestMember anna = groups.member("anna").withSessionTimeout(6_000);
        String memberId = anna.askToJoin().response().memberId();

        groups.advance(6_000);

        assertThat(anna.withMemberId(memberId).askToJoin().response().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aRebalanceWaitsForAMemberThatWasGivenAnId() {
        TestMember anna = groups.stableGroup("anna").get(0);
        TestMember ben = groups.member("ben").withSessionTimeout(6_000);
        String benId = ben.askToJoin().response().memberId();

        anna.join();
        groups.advance(1_000);
        assertThat(anna.waitsToJoin()).isTrue();

        ben.withMemberId(benId).askToJoin();
        assertThat(anna.joined().generationId()).isEqualTo(2);
        assertThat(ben.joined().generationId()).isEqualTo(2);
    }

    @Test
    void aRebalanceGoesOnWhenTheAwaitedIdLapses() {
        TestMember anna = groups.stableGroup("anna").get(0);
        groups.member("ben").withSessionTimeout(6_000).askToJoin();

        anna.join();
        groups.advance(5_999);
        assertThat(anna.waitsToJoin()).isTrue();
        groups.advance(1);

        assertThat(anna.joined().generationId()).isEqualTo(2);
    }

    @Test
    void aPendingMemberThatLeavesDisturbsNobody() {
        // Unlike Apache Kafka 4.3, which starts a rebalance here.
        TestMember anna = groups.stableGroup("anna").get(0);
        TestMember ben = groups.member("ben");
        String benId = ben.askToJoin().response().memberId();

        assertThat(ben.withMemberId(benId).leave()).isEqualTo(Errors.NONE);

        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(groups.state()).isEqualTo("Stable");
    }

    @Test
    void anUnknownMemberIdIsRefusedInAnUnknownGroupToo() {
        TestMember anna = groups.member("anna").withMemberId("anna-1");

        JoinGroup.Response response = anna.askToJoin().response();

        assertThat(response.error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(response.memberId()).isEqualTo("anna-1");
        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
    }

    @Test
    void sessionTimeoutsOutOfRangeAreRefused() {
        assertThat(groups.member("anna").withSessionTimeout(5_999).askToJoin().error())
                .isEqualTo(Errors.INVALID_SESSION_TIMEOUT);
        assertThat(groups.member("anna")
                        .withSessionTimeout(1_800_001)
                        .askToJoin()
                        .error())
                .isEqualTo(Errors.INVALID_SESSION_TIMEOUT);
        assertThat(groups.member("anna").withSessionTimeout(6_000).askToJoin().error())
                .isEqualTo(Errors.NONE);
    }

    @Test
    void anEmptyGroupIdIsRefused() {
        assertThat(groups.memberOf("", "anna").askToJoin().error()).isEqualTo(Errors.INVALID_GROUP_ID);
    }

    @Test
    void aGroupWithoutProtocolTypeOrProtocolsIsNotCreated() {
        assertThat(groups.member("anna")
                        .withProtocolType("")
                        .askToJoin()
                        .response()
                        .error())
                .isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(groups.member("anna").withProtocols().askToJoin().response().error())
                .isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
    }

    @Test
    void membersOfAnotherTypeOrWithoutACommonProtocolAreRefused() {
        groups.stableGroup("anna");

        assertThat(groups.member("ben")
                        .withProtocolType("connect")
                        .askToJoin()
                        .response()
                        .error())
                .isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        assertThat(groups.member("ben")
                        .withProtocols(TestMember.protocol("sticky", ""))
                        .askToJoin()
                        .response()
                        .error())
                .isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void anEmptyGroupTakesMembersOfAnotherType() {
        groups.stableGroup("anna").get(0).leave();

        TestMember worker = groups.member("worker").withProtocolType("connect").join();
        groups.advance(3_000);

        assertThat(worker.joined().protocolType()).isEqualTo("connect");
    }

    @Test
    void theProtocolThatMostMembersPreferWins() {
        JoinGroup.Protocol range = TestMember.protocol("range", "");
        JoinGroup.Protocol sticky = TestMember.protocol("sticky", "");
        TestMember anna = groups.member("anna").withProtocols(range, sticky).join();
        TestMember ben = groups.member("ben").withProtocols(sticky, range).join();
        TestMember cleo = groups.member("cleo").withProtocols(sticky, range).join();
        groups.advance(6_000);

        assertThat(List.of(
                        anna.joined().protocol(),
                        ben.joined().protocol(),
                        cleo.joined().protocol()))
                .containsOnly("sticky");
    }

    @Test
    void onlyTheLeaderHearsWhoTheMembersAre() {
        TestMember anna = groups.member("anna").join();
        TestMember ben = groups.member("ben").join();
        groups.advance(6_000);

        assertThat(anna.joined().leaderId()).isEqualTo(anna.memberId());
        assertThat(anna.joined().members())
                .extracting(JoinGroup.Member::memberId)
                .containsExactly(anna.memberId(), ben.joined().memberId());
        assertThat(ben.joined().leaderId()).isEqualTo(anna.memberId());
        assertThat(ben.joined().members()).isEmpty();
    }

    @Test
    void aNewMemberStartsARebalanceThatWaitsForTheOthers() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember cleo = groups.member("cleo").join();

        assertThat(groups.state()).isEqualTo("PreparingRebalance");
        assertThat(cleo.waitsToJoin()).isTrue();
        assertThat(members.get(0).heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);

        members.forEach(TestMember::join);
        assertThat(cleo.joined().generationId()).isEqualTo(2);
        assertThat(groups.state()).isEqualTo("CompletingRebalance");
    }

    @Test
    void membersThatDoNotRejoinWithinTheRebalanceTimeoutAreRemoved() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember anna = members.get(0).withRebalanceTimeout(60_000);
        TestMember ben = members.get(1);

        anna.join();
        for (int i = 0; i < 59; i++) {
            groups.advance(1_000);
            ben.heartbeat();
        }
        assertThat(anna.waitsToJoin()).isTrue();
        groups.advance(1_000);

        assertThat(anna.joined().members())
                .extracting(JoinGroup.Member::memberId)
                .containsExactly(anna.memberId());
        assertThat(ben.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aNewLeaderIsFoundWhenTheOldOneDoesNotRejoin() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        TestMember ben = members.get(1).withProtocols(TestMember.protocol("range", "changed"));

        ben.join();
        groups.advance(60_000);

        assertThat(ben.leads()).isTrue();
    }

    @Test
    void aFollowerThatSaysNothingNewHearsTheCurrentGeneration() {
        TestMember ben = groups.stableGroup("anna", "ben").get(1);

        ben.join();

        assertThat(ben.joined().generationId()).isEqualTo(1);
        assertThat(groups.state()).isEqualTo("Stable");
    }

    @Test
    void aFollowerThatSaysSomethingNewStartsARebalance() {
        TestMember ben = groups.stableGroup("anna", "ben").get(1);

        ben.withProtocols(TestMember.protocol("range", "more topics")).join();

        assertThat(ben.waitsToJoin()).isTrue();
        assertThat(groups.state()).isEqualTo("PreparingRebalance");
    }

    @Test
    void theLeaderStartsARebalanceWithoutSayingAnythingNew() {
        TestMember anna = groups.stableGroup("anna", "ben").get(0);

        anna.join();

        assertThat(anna.waitsToJoin()).isTrue();
    }

    @Test
    void aMemberWhoseAnswerGotLostHearsItAgain() {
        TestMember anna = groups.member("anna").join();
        TestMember ben = groups.member("ben").join();
        groups.advance(6_000);
        anna.joined();
        ben.joined();

        anna.join();
        ben.join();

        assertThat(anna.joined().generationId()).isEqualTo(1);
        assertThat(anna.joined().members()).hasSize(2);
        assertThat(ben.joined().members()).isEmpty();
        assertThat(groups.state()).isEqualTo("CompletingRebalance");
    }

    @Test
    void aMemberThatSaysSomethingNewWhileTheLeaderAssignsStartsOver() {
        TestMember anna = groups.member("anna").join();
        TestMember ben = groups.member("ben").join();
        groups.advance(6_000);
        anna.joined();
        ben.joined();
        ben.sync();

        anna.withProtocols(TestMember.protocol("range", "new")).join();

        assertThat(ben.syncing().error()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(groups.state()).isEqualTo("PreparingRebalance");
    }

    @Test
    void aSecondJoinOfTheSameMemberReleasesTheFirst() {
        TestMember ben = groups.stableGroup("anna", "ben").get(1).withProtocols(TestMember.protocol("range", "new"));
        Asked<JoinGroup.Response> first = ben.askToJoin();

        Asked<JoinGroup.Response> second = ben.askToJoin();

        assertThat(first.error()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(second.isParked()).isTrue();
    }

    @Test
    void aFullGroupTurnsNewMembersAway() {
        GroupFixture small = new GroupFixture("group.max.size", 2);
        small.stableGroup("anna", "ben");

        JoinGroup.Response response = small.member("cleo").askToJoin().response();

        assertThat(response.error()).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
        assertThat(response.memberId()).isEmpty();
    }

    @Test
    void theLastToRejoinOfAGroupThatBecameTooLargeIsTurnedAway() {
        GroupFixture small = new GroupFixture("group.max.size", 2);
        List<TestMember> members = small.stableGroup("anna", "ben");
        TestMember anna = members.get(0);
        anna.join();
        // Two ids were handed out before the group was full again.
        TestMember cleo = small.member("cleo");
        cleo.withMemberId(cleo.askToJoin().response().memberId());
        cleo.askToJoin();

        JoinGroup.Response late = members.get(1).askToJoin().response();

        assertThat(late.error()).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
        assertThat(anna.joined().generationId()).isEqualTo(2);
        assertThat(cleo.joined().generationId()).isEqualTo(2);
    }

    @Test
    void aProtocolNamedTwiceCountsOnce() {
        TestMember anna = groups.member("anna")
                .withProtocols(TestMember.protocol("range", "a"), TestMember.protocol("range", "b"))
                .join();
        groups.advance(3_000);

        assertThat(anna.joined().protocol()).isEqualTo("range");
        TestMember ben = groups.member("ben").withProtocols(TestMember.protocol("sticky", ""));
        assertThat(ben.askToJoin().response().error()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
    }
}
