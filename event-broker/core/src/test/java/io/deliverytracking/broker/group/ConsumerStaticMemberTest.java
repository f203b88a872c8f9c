package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** KIP-848, "Static Membership": a name that outlives the process. */
class ConsumerStaticMemberTest {

    private final GroupFixture groups = new GroupFixture();
    private final ConsumerTestMember first = member("first");
    private final ConsumerTestMember other = groups.consumer("other").reading("north");

    ConsumerStaticMemberTest() {
        groups.topics().create("north", 4);
        first.join();
        other.join();
        groups.settle(first, other);
    }

    private ConsumerTestMember member(String memberId) {
        return groups.consumer(memberId).reading("north").withInstanceId("anna");
    }

    @Test
    void whoLeavesForNowIsExpectedAndItsPartitionsWait() {
        int epoch = groups.describeConsumers().groupEpoch();
        String had = first.has();
        assertThat(first.leaveForNow()).isEqualTo(Errors.NONE);
        groups.advance(20_000);
        other.heartbeat();
        assertThat(other.owned().size()).isEqualTo(2);

        ConsumerTestMember second = member("second").join();

        assertThat(second.has()).isEqualTo(had);
        assertThat(groups.describeConsumers().groupEpoch()).isEqualTo(epoch);
        assertThat(groups.describeConsumers().members())
                .extracting(ConsumerGroupSnapshot.Member::memberId)
                .containsExactly("other", "second");
    }

    @Test
    void whoLeftForNowAndDoesNotComeBackIsRemoved() {
        first.leaveForNow();
        for (int i = 0; i < 9; i++) {
            other.heartbeat();
            groups.advance(5_000);
        }

        other.heartbeat();

        assertThat(other.owned().size()).isEqualTo(4);
    }

    @Test
    void aNameThatIsInUseIsNotGivenAway() {
        assertThat(member("second").askToJoin().response().error()).isEqualTo(Errors.UNRELEASED_INSTANCE_ID);
        assertThat(first.heartbeat().error()).isEqualTo(Errors.NONE);
    }

    @Test
    void whoeverWasReplacedIsFenced() {
        first.leaveForNow();
        member("second").join();

        assertThat(first.heartbeat().error()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(first.leaveForNow()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(first.commit("north", 0, 5)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aProcessMayComeBackUnderTheIdItHad() {
        String had = first.has();
        first.leaveForNow();

        assertThat(first.join().has()).isEqualTo(had);
    }

    @Test
    void aNameThatNobodyHasIsUnknown() {
        ConsumerTestMember stranger =
                groups.consumer("stranger").withInstanceId("ben").reading("north");

        assertThat(stranger.heartbeat().error()).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(stranger.ask(stranger.plain(3, stranger.owned())).response().error())
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void whoComesBackAndReadsSomethingElseIsAssignedAnew() {
        groups.topics().create("south", 1);
        first.leaveForNow();

        ConsumerTestMember second = member("second").reading("south").join();
        groups.settle(second, other);

        assertThat(second.has()).isEqualTo("south-0");
        assertThat(other.owned().size()).isEqualTo(4);
    }

    @Test
    void anAdministratorRemovesMembersByNameAndById() {
        Asked<LeaveGroup.Response> asked = new Asked<>();
        groups.coordinator()
                .leaveGroup(
                        new LeaveGroup.Request(
                                GroupFixture.GROUP,
                                List.of(
                                        new LeaveGroup.Member("", "anna", "moved"),
                                        new LeaveGroup.Member("other", null, null),
                                        new LeaveGroup.Member("nobody", null, null))),
                        asked);

        assertThat(asked.response().results())
                .extracting(LeaveGroup.Result::error)
                .containsExactly(Errors.NONE, Errors.NONE, Errors.UNKNOWN_MEMBER_ID);
        assertThat(groups.describeConsumers().state()).isEqualTo("Empty");
    }

    @Test
    void aNameOutlivesARestartOfTheBroker() {
        first.leaveForNow();
        String had = first.has();
        groups.restart();

        assertThat(member("second").join().has()).isEqualTo(had);
    }
}
