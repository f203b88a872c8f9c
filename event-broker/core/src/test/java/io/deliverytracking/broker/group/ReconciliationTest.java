package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** KIP-848, "Member assignment reconciliation": given up first, then given to the next one. */
class ReconciliationTest {

    private final GroupFixture groups = new GroupFixture();
    private final ConsumerTestMember anna = groups.consumer("anna").reading("north");
    private final ConsumerTestMember ben = groups.consumer("ben").reading("north");

    ReconciliationTest() {
        groups.topics().create("north", 4);
    }

    @Test
    void aPartitionIsGivenToTheNextOneOnlyWhenTheFirstSaysItIsGivenUp() {
        anna.join();
        int before = anna.epoch();
        ben.join();
        assertThat(ben.epoch()).isGreaterThan(before);
        assertThat(ben.has()).isEmpty();
        assertThat(groups.describeConsumers().state()).isEqualTo("Reconciling");

        Response told = anna.loseAnswer();
        assertThat(told.assignment().size()).isEqualTo(2);
        assertThat(told.memberEpoch()).isEqualTo(before);
        assertThat(ben.heartbeat().assignment()).isNull();

        // It says what it has: still all. Then it gives up two, and says so.
        anna.loseAnswer();
        assertThat(ben.heartbeat().assignment()).isNull();
        Response again = anna.ask(anna.full(before)).response();
        PartitionSet kept = again.assignment();
        Response done = anna.ask(anna.plain(before, kept)).response();

        assertThat(done.memberEpoch()).isEqualTo(ben.epoch());
        ben.heartbeat();
        assertThat(ben.has()).isEqualTo("north-2 north-3");
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }

    @Test
    void aMemberThatSaysNothingAboutWhatItHasHasGivenUpNothing() {
        anna.join();
        ben.join();
        anna.loseAnswer();

        for (int i = 0; i < 3; i++) {
            anna.ask(anna.plain(anna.epoch(), null)).response();
            assertThat(ben.heartbeat().assignment()).isNull();
        }
        anna.heartbeat();
        assertThat(groups.describeConsumers().state()).isEqualTo("Reconciling");
    }

    @Test
    void whatAMemberLeavesBehindIsFreeAtOnce() {
        anna.join();
        ben.join();

        assertThat(anna.leave()).isEqualTo(Errors.NONE);
        ben.heartbeat();

        assertThat(ben.has()).isEqualTo("north-0 north-1 north-2 north-3");
    }

    @Test
    void aMemberThatIsSilentForItsSessionTimeoutIsRemoved() {
        anna.join();
        ben.join();
        groups.settle(anna, ben);
        for (int i = 0; i < 8; i++) {
            groups.advance(5_000);
            ben.heartbeat();
        }
        assertThat(ben.has()).isEqualTo("north-2 north-3");

        groups.advance(5_000);
        ben.heartbeat();

        assertThat(ben.has()).isEqualTo("north-0 north-1 north-2 north-3");
        assertThat(anna.heartbeat().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        anna.join();
        groups.settle(anna, ben);
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }

    @Test
    void aMemberThatDoesNotGiveUpInItsRebalanceTimeoutIsRemovedHoweverOftenItCalls() {
        anna.withRebalanceTimeout(12_000).join();
        ben.join();
        anna.loseAnswer();
        for (int i = 0; i < 2; i++) {
            groups.advance(5_000);
            assertThat(anna.loseAnswer().error()).isEqualTo(Errors.NONE);
            ben.heartbeat();
        }
        groups.advance(2_000);

        assertThat(anna.loseAnswer().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        ben.heartbeat();
        assertThat(ben.has()).isEqualTo("north-0 north-1 north-2 north-3");
    }

    @Test
    void whoGaveUpInTimeIsNotRemoved() {
        anna.withRebalanceTimeout(12_000).join();
        ben.join();
        groups.settle(anna, ben);

        groups.advance(20_000);

        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
    }

    @Test
    void aTopicThatAMemberDoesNotReadAnyMoreIsGivenUpAtOnce() {
        groups.topics().create("south", 2);
        anna.reading("north", "south").join();
        assertThat(anna.owned().size()).isEqualTo(6);

        anna.changeTopics("south");
        assertThat(anna.has()).isEqualTo("south-0 south-1");
        groups.settle(anna);

        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }

    @Test
    void newPartitionsOfATopicAreAssigned() {
        anna.join();
        int before = groups.describeConsumers().groupEpoch();
        groups.topics().widen("north", 6);

        anna.heartbeat();

        assertThat(anna.owned().size()).isEqualTo(6);
        assertThat(groups.describeConsumers().groupEpoch()).isGreaterThan(before);
    }

    @Test
    void aTopicIsAssignedWhenItIsMadeAndGivenUpWhenItIsGone() {
        anna.reading("north", "south").join();
        assertThat(anna.owned().size()).isEqualTo(4);
        groups.topics().create("south", 2);

        anna.heartbeat();
        assertThat(anna.owned().size()).isEqualTo(6);

        groups.topics().delete("north");
        anna.heartbeat();
        groups.settle(anna);
        assertThat(anna.has()).isEqualTo("south-0 south-1");
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }

    @Test
    void aTopicThatIsMadeAnewIsAnotherOne() {
        anna.join();
        groups.topics().delete("north");
        groups.topics().create("north", 2);

        groups.settle(anna);

        assertThat(anna.has()).isEqualTo("north-0 north-1");
    }

    @Test
    void aTopicThatNobodyReadsChangesNothing() {
        anna.join();
        int before = groups.describeConsumers().groupEpoch();
        groups.topics().create("elsewhere", 9);

        anna.heartbeat();

        assertThat(groups.describeConsumers().groupEpoch()).isEqualTo(before);
    }

    @Test
    void fiveMembersShareFourPartitionsAndTheFifthWaits() {
        ConsumerTestMember[] five = new ConsumerTestMember[5];
        for (int i = 0; i < five.length; i++) {
            five[i] = groups.consumer("m" + i).reading("north").join();
        }
        groups.settle(five);

        assertThat(five).extracting(member -> member.owned().size()).containsExactlyInAnyOrder(1, 1, 1, 1, 0);
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }
}
