package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Nothing is told that could be taken back: answers wait for the log, and a log that fails ends the shard. */
class DurabilityTest {

    private final GroupFixture groups = new GroupFixture();

    @Test
    void aCommitIsAnsweredWhenTheHighWatermarkHasPassedIt() {
        groups.partition().hold();

        Asked<CommitOffsets.Response> commit = groups.commit("g", "topic", 0, 1);
        assertThat(commit.isParked()).isTrue();
        groups.partition().release();

        assertThat(commit.error()).isEqualTo(Errors.NONE);
    }

    @Test
    void anOffsetIsNotShownBeforeItIsDurable() {
        groups.partition().hold();
        groups.commit("g", "topic", 0, 1);

        Asked<FetchOffsets.Response> fetch = groups.fetch("g", "topic", 0);
        assertThat(fetch.isParked()).isTrue();
        groups.partition().release();

        assertThat(fetch.response().topics().get(0).partitions().get(0).offset())
                .isEqualTo(1);
    }

    @Test
    void answersLeaveInTheOrderOfTheLog() {
        groups.partition().hold();
        Asked<CommitOffsets.Response> first = groups.commit("g", "topic", 0, 1);
        Asked<CommitOffsets.Response> second = groups.commit("g", "topic", 0, 2);

        groups.partition().releaseOne();

        assertThat(first.isParked()).isFalse();
        assertThat(second.isParked()).isTrue();
    }

    @Test
    void nobodyHearsAnAssignmentThatIsNotWritten() {
        List<TestMember> members = List.of(groups.member("anna"), groups.member("ben"));
        members.forEach(TestMember::join);
        groups.advance(6_000);
        members.forEach(TestMember::joined);
        members.get(1).sync();
        groups.partition().hold();

        members.get(0).assign(members, Map.of("ben", "south"));
        assertThat(members.get(1).syncing().isParked()).isTrue();
        groups.partition().release();

        assertThat(members.get(1).assignment()).isEqualTo("south");
    }

    @Test
    void afterAFailedAppendTheShardIsLoadedAgain() {
        groups.commit("g", "topic", 0, 1);
        groups.partition().hold();
        Asked<CommitOffsets.Response> lost = groups.commit("g", "topic", 0, 2);
        Asked<FetchOffsets.Response> waiting = groups.fetch("g", "topic", 0);

        groups.partition().fail(Errors.NOT_ENOUGH_REPLICAS, false);
        groups.partition().release();

        assertThat(lost.error()).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(waiting.error()).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        assertThat(groups.fetch("g", "topic", 0).error()).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        groups.advance(100);
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(1);
    }

    @Test
    void aFailedAppendMayHaveReachedTheLogAllTheSame() {
        groups.commit("g", "topic", 0, 1);
        groups.partition().hold();
        groups.commit("g", "topic", 0, 2);

        groups.partition().fail(Errors.REQUEST_TIMED_OUT, true);
        groups.partition().release();
        groups.advance(100);

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(2);
    }

    @Test
    void parkedMembersLookForTheCoordinatorWhenItsShardIsDropped() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        members.get(0).join();
        groups.partition().hold();
        groups.commit("g", "topic", 0, 1);

        groups.partition().fail(Errors.KAFKA_STORAGE_ERROR, false);

        assertThat(members.get(0).joining().error()).isEqualTo(Errors.NOT_COORDINATOR);
    }

    @Test
    void heartbeatsAreFineWhileTheShardIsLoaded() {
        TestMember anna = groups.stableGroup("anna").get(0);
        groups.partition().hold();
        groups.commit("g", "topic", 0, 1);
        groups.partition().fail(Errors.REQUEST_TIMED_OUT, false);
        groups.partition().release();

        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(anna.commit("topic", 0, 1)).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        groups.advance(100);
        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(anna.commit("topic", 0, 1)).isEqualTo(Errors.NONE);
    }

    @Test
    void aLoadThatFailsIsTriedAgainMoreAndMoreRarely() {
        groups.partition().failLoadsWith(Errors.KAFKA_STORAGE_ERROR);
        groups.resign();
        groups.elect();

        groups.advance(10_000);
        assertThat(groups.fetch("g", "topic", 0).error()).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        groups.partition().failLoadsWith(Errors.NONE);
        groups.advance(5_000);

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(-1);
    }

    /** What it wants to write as soon as it is loaded, a full disk doesn't take: tombstones of a topic that is gone. */
    @Test
    void aShardWhoseLogTakesNothingIsLoadedMoreAndMoreRarely() {
        groups.commit("g", "doomed", 0, 1);
        groups.partition().failAppendsWith(Errors.KAFKA_STORAGE_ERROR);
        int before = groups.partition().appends();

        groups.topics().delete("doomed");
        groups.coordinator().onTopicsDeleted(List.of("doomed"));
        groups.advance(60_000);

        assertThat(groups.partition().appends() - before).isLessThan(20);
        assertThat(groups.time().pendingTimers()).describedAs("the next load").isEqualTo(1);
        groups.partition().failAppendsWith(Errors.NONE);
        groups.advance(5_000);
        assertThat(groups.committed("g", "doomed", 0)).isEqualTo(-1);
    }

    @Test
    void onceTheLogTakesSomethingTheNextReloadIsSoonAgain() {
        groups.partition().failAppendsWith(Errors.KAFKA_STORAGE_ERROR);
        for (int i = 0; i < 10; i++) {
            groups.commit("g", "topic", 0, 1);
            groups.advance(5_000);
        }
        groups.partition().failAppendsWith(Errors.NONE);
        groups.advance(5_000);
        groups.commit("g", "topic", 0, 2);
        groups.partition().failAppendsWith(Errors.KAFKA_STORAGE_ERROR);
        groups.commit("g", "topic", 0, 3);

        groups.advance(100);

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(2);
    }

    @Test
    void aShardThatIsClosedLeavesNoTimerBehind() {
        groups.stableGroup("anna", "ben").get(0).join();
        assertThat(groups.time().pendingTimers()).isPositive();

        groups.resign();

        assertThat(groups.time().pendingTimers()).isZero();
    }

    @Test
    void whileAShardIsLoadedItsGroupsAreNotAnswered() {
        groups.resign();
        groups.partition().holdLoads();
        groups.elect();

        assertThat(groups.fetch("g", "topic", 0).error()).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        Asked<ListGroups.Response> list = new Asked<>();
        groups.coordinator().listGroups(new ListGroups.Request(List.of(), List.of()), list);
        assertThat(list.error()).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
        groups.partition().releaseLoads();
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(-1);
    }

    @Test
    void aLoadThatEndsAfterLeadershipWasLostChangesNothing() {
        groups.resign();
        groups.partition().holdLoads();
        groups.elect();
        groups.resign();

        groups.partition().releaseLoads();

        assertThat(groups.fetch("g", "topic", 0).error()).isEqualTo(Errors.NOT_COORDINATOR);
    }

    @Test
    void aLoadOfAnEarlierEpochChangesNothing() {
        groups.commit("g", "topic", 0, 1);
        groups.resign();
        groups.partition().holdLoads();
        groups.elect();
        groups.elect();

        groups.partition().releaseLoads();

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(1);
    }

    @Test
    void newsOfAnOlderEpochAreIgnored() {
        groups.elect();
        TestMember anna = groups.stableGroup("anna").get(0);

        groups.coordinator().onElected(0, 0, groups.partition(), groups.partition());
        groups.coordinator().onResigned(0, 0);

        assertThat(anna.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void offsetsOfATopicDeletedDuringTheLoadGoAfterIt() {
        groups.commit("g", "doomed", 0, 1);
        groups.resign();
        groups.partition().holdLoads();
        groups.elect();

        groups.topics().delete("doomed");
        groups.coordinator().onTopicsDeleted(List.of("doomed"));
        groups.partition().releaseLoads();

        assertThat(groups.committed("g", "doomed", 0)).isEqualTo(-1);
    }

    @Test
    void offsetsOfATopicGoThoughTheBrokerIsKilledBetweenItsDeletionAndTheirTombstones() {
        groups.commit("g", "doomed", 0, 1);
        groups.commit("g", "topic", 0, 2);
        groups.topics().delete("doomed");

        groups.restart();

        assertThat(groups.committed("g", "doomed", 0)).isEqualTo(-1);
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(2);
        // And for good: a topic that is made anew has nothing to do with them.
        groups.topics().create("doomed", 1);
        groups.restart();
        assertThat(groups.committed("g", "doomed", 0)).isEqualTo(-1);
    }

    @Test
    void aRecordThatCannotBeReadKeepsTheShardFromAnswering() {
        groups.partition().write(new CoordinatorRecord(new byte[] {0, 1, 0}, new byte[0]));
        groups.resign();
        groups.elect();

        groups.advance(60_000);

        assertThat(groups.fetch("g", "topic", 0).error()).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);
    }

    @Test
    void recordsOfUnknownKindsArePassedOver() {
        groups.commit("g", "topic", 0, 1);
        groups.partition().write(new CoordinatorRecord(new byte[] {0, 9, 0, 1, 'g'}, new byte[] {0, 0}));

        groups.restart();

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(1);
    }

    @Test
    void aFormerLeaderSaysThatItIsNotTheCoordinator() {
        TestMember anna = groups.stableGroup("anna").get(0);

        groups.resign();

        assertThat(anna.heartbeat()).isEqualTo(Errors.NOT_COORDINATOR);
        assertThat(anna.askToJoin().error()).isEqualTo(Errors.NOT_COORDINATOR);
        Asked<ListGroups.Response> list = new Asked<>();
        groups.coordinator().listGroups(new ListGroups.Request(List.of(), List.of()), list);
        assertThat(list.response().groups()).isEmpty();
    }

    @Test
    void lateTimersOfADroppedShardDoNothing() {
        groups.stableGroup("anna");
        int written = groups.partition().log().size();

        groups.resign();
        groups.advance(600_000);

        assertThat(groups.partition().log()).hasSize(written);
    }

    @Test
    void membersOutliveARestartOfTheBroker() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        members.get(1).commit("topic", 0, 7);

        groups.restart();

        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(members.get(0).heartbeat()).isEqualTo(Errors.NONE);
        members.get(1).sync();
        assertThat(members.get(1).assignment()).isEqualTo("ben");
        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(7);
        groups.advance(10_000);
        assertThat(groups.state()).isEqualTo("Empty");
    }

    @Test
    void aGenerationThatWasNotAssignedIsForgottenByARestart() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        members.get(1).withProtocols(TestMember.protocol("range", "new")).join();
        members.get(0).join();
        assertThat(members.get(0).joined().generationId()).isEqualTo(2);
        members.get(1).joined();

        groups.restart();

        assertThat(groups.generation()).isEqualTo(1);
        assertThat(members.get(0).heartbeat()).isEqualTo(Errors.ILLEGAL_GENERATION);
        members.get(1).join();
        members.get(0).join();
        assertThat(members.get(0).joined().generationId()).isEqualTo(2);
    }

    @Test
    void whatIsLoadedIsWhatWasLeft() {
        groups.stableGroup("anna", "ben").get(0).commit("topic", 0, 7);
        groups.commit("simple", "topic", 1, 8);
        List<GroupSnapshot> before = groups.coordinator().snapshots();

        groups.restart();

        assertThat(groups.coordinator().snapshots()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void aGroupLargerThanItMayBeNowIsCalledTogether() {
        GroupFixture large = new GroupFixture();
        large.stableGroup("anna", "ben", "cleo");
        GroupFixture small = new GroupFixture("group.max.size", 2);
        large.partition().log().forEach(small.partition()::write);

        small.restart();

        assertThat(small.state()).isEqualTo("PreparingRebalance");
    }
}
