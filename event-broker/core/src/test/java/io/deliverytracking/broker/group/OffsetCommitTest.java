package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Who may commit, and what is given back. */
class OffsetCommitTest {

    private static final Uuid ONE = new Uuid(1, 1);
    private static final Uuid TWO = new Uuid(2, 2);

    private final GroupFixture groups = new GroupFixture();

    @Test
    void aMemberCommitsAndTheOffsetIsGivenBackAsItWas() {
        TestMember anna = groups.stableGroup("anna").get(0);

        anna.askToCommit("topic", 3, 42);

        FetchOffsets.PartitionOffset found = groups.fetch(GroupFixture.GROUP, "topic", 3)
                .response()
                .topics()
                .get(0)
                .partitions()
                .get(0);
        assertThat(found.offset()).isEqualTo(42);
        assertThat(found.leaderEpoch()).isEqualTo(7);
        assertThat(found.metadata()).isEqualTo("m");
    }

    @Test
    void theLastCommitWins() {
        groups.commit("g", "topic", 0, 10);
        groups.commit("g", "topic", 0, 5);

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(5);
    }

    @Test
    void aClientOutsideAnyGenerationMayCommitWhileThereAreNoMembers() {
        assertThat(groups.commit("g", "topic", 0, 10).error()).isEqualTo(Errors.NONE);

        assertThat(groups.describe("g").state()).isEqualTo("Empty");
        assertThat(groups.describe("g").protocolType()).isEmpty();
    }

    @Test
    void aClientOutsideAnyGenerationIsRefusedOnceThereAreMembers() {
        groups.stableGroup("anna");

        assertThat(groups.commit(GroupFixture.GROUP, "topic", 0, 10).error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aMemberOfAnotherGenerationIsRefused() {
        TestMember anna = groups.stableGroup("anna").get(0);

        assertThat(groups.commit(GroupFixture.GROUP, anna.memberId(), 0, "topic", 0, 1)
                        .error())
                .isEqualTo(Errors.ILLEGAL_GENERATION);
        assertThat(groups.commit(GroupFixture.GROUP, "stranger", 1, "topic", 0, 1)
                        .error())
                .isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(groups.commit(GroupFixture.GROUP, anna.memberId(), -1, "topic", 0, 1)
                        .error())
                .isEqualTo(Errors.ILLEGAL_GENERATION);
    }

    @Test
    void commitsGoOnWhileTheMembersAreCalledTogether() {
        List<TestMember> members = groups.stableGroup("anna", "ben");
        groups.member("cleo").join();

        assertThat(groups.state()).isEqualTo("PreparingRebalance");
        assertThat(members.get(0).commit("topic", 0, 9)).isEqualTo(Errors.NONE);
    }

    @Test
    void commitsWaitWhileTheLeaderAssigns() {
        TestMember anna = groups.member("anna").join();
        groups.advance(3_000);
        anna.joined();

        assertThat(anna.commit("topic", 0, 9)).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void aCommitForAGenerationOfAnUnknownGroupSaysSo() {
        assertThat(groups.commit("unknown", "anna", 3, "topic", 0, 1).error()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);

        Asked<CommitOffsets.Response> old = new Asked<>();
        groups.coordinator()
                .commitOffsets(new CommitOffsets.Request("unknown", 3, "anna", null, -1, false, List.of()), old);
        assertThat(old.error()).isEqualTo(Errors.ILLEGAL_GENERATION);
    }

    @Test
    void metadataThatIsTooLongIsRefusedForItsPartitionOnly() {
        Asked<CommitOffsets.Response> asked = new Asked<>();
        List<CommitOffsets.Partition> partitions = List.of(
                new CommitOffsets.Partition(0, 1, -1, "x".repeat(4_096)),
                new CommitOffsets.Partition(1, 1, -1, "x".repeat(4_097)),
                new CommitOffsets.Partition(2, 1, -1, null));

        groups.coordinator()
                .commitOffsets(
                        new CommitOffsets.Request(
                                "g", -1, "", null, -1, true, List.of(new CommitOffsets.Topic("t", ONE, partitions))),
                        asked);

        assertThat(asked.response().topics().get(0).partitions())
                .extracting(CommitOffsets.PartitionResult::error)
                .containsExactly(Errors.NONE, Errors.OFFSET_METADATA_TOO_LARGE, Errors.NONE);
        assertThat(groups.committed("g", "t", 1)).isEqualTo(-1);
        assertThat(groups.committed("g", "t", 2)).isEqualTo(1);
    }

    @Test
    void aCommitTooLargeForTheLogIsRefusedWhole() {
        groups.partition().limitBatchesTo(500);
        Asked<CommitOffsets.Response> asked = new Asked<>();
        List<CommitOffsets.Partition> partitions = List.of(
                new CommitOffsets.Partition(0, 1, -1, ""), new CommitOffsets.Partition(1, 1, -1, "x".repeat(600)));

        groups.coordinator()
                .commitOffsets(
                        new CommitOffsets.Request(
                                "g", -1, "", null, -1, true, List.of(new CommitOffsets.Topic("t", ONE, partitions))),
                        asked);

        assertThat(asked.error()).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(groups.exists("g")).isFalse();
    }

    @Test
    void anUnknownGroupHasNoOffsets() {
        assertThat(groups.committed("unknown", "topic", 0)).isEqualTo(-1);
    }

    @Test
    void everythingAGroupCommittedIsFoundWithoutNamingIt() {
        groups.commit("g", "topic", 2, 12);
        groups.commit("g", "topic", 0, 10);
        groups.commit("g", "other", 1, 21);
        groups.commit("h", "topic", 0, 99);
        Asked<FetchOffsets.Response> asked = new Asked<>();

        groups.coordinator().fetchOffsets(new FetchOffsets.Request("g", null), asked);

        assertThat(asked.response().topics())
                .extracting(FetchOffsets.TopicOffsets::name)
                .containsExactly("topic", "other");
        assertThat(asked.response().topics().get(0).partitions())
                .extracting(FetchOffsets.PartitionOffset::offset)
                .containsExactly(10L, 12L);
    }

    @Test
    void anOffsetOfADeletedTopicSaysNothingAboutItsSuccessor() {
        commitFor(ONE, 10);

        assertThat(fetchedFor(ONE)).isEqualTo(10);
        assertThat(fetchedFor(TWO)).isEqualTo(-1);
        assertThat(fetchedFor(Uuid.ZERO_UUID)).isEqualTo(10);
    }

    private void commitFor(Uuid topicId, long offset) {
        groups.coordinator()
                .commitOffsets(
                        new CommitOffsets.Request(
                                "g",
                                -1,
                                "",
                                null,
                                -1,
                                true,
                                List.of(new CommitOffsets.Topic(
                                        "topic", topicId, List.of(new CommitOffsets.Partition(0, offset, -1, ""))))),
                        new Asked<>());
    }

    private long fetchedFor(Uuid topicId) {
        Asked<FetchOffsets.Response> asked = new Asked<>();
        groups.coordinator()
                .fetchOffsets(
                        new FetchOffsets.Request("g", List.of(new FetchOffsets.Topic("topic", topicId, List.of(0)))),
                        asked);
        return asked.response().topics().get(0).partitions().get(0).offset();
    }

    @Test
    void offsetsGoWithTheirTopic() {
        groups.commit("g", "doomed", 0, 1);
        groups.commit("g", "doomed", 1, 2);
        groups.commit("g", "topic", 0, 3);

        groups.topics().delete("doomed");
        groups.coordinator().onTopicsDeleted(List.of("doomed"));

        assertThat(groups.committed("g", "doomed", 0)).isEqualTo(-1);
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(3);
        groups.restart();
        assertThat(groups.committed("g", "doomed", 1)).isEqualTo(-1);
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(3);
    }

    @Test
    void offsetsGoWhenTheirTopicWasMadeAnewUnderItsNameWhileNobodyCoordinated() {
        groups.topics().create("topic", 2);
        Uuid before = groups.topics().topicId("topic");
        commitFor(before, 10);
        groups.topics().delete("topic");
        groups.topics().create("topic", 2);

        groups.restart();

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(-1);
    }
}
