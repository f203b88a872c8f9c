package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who of a consumer group may commit and ask (KIP-848, KIP-1251), and how long offsets are kept. */
class ConsumerOffsetsTest {

    private static final long WEEK_MS = 7L * 24 * 60 * 60 * 1_000;

    private final GroupFixture groups = new GroupFixture();
    private final ConsumerTestMember anna = groups.consumer("anna").reading("north");
    private final ConsumerTestMember ben = groups.consumer("ben").reading("north");

    ConsumerOffsetsTest() {
        groups.topics().create("north", 4);
        anna.join();
    }

    @Test
    void aMemberCommitsInItsEpoch() {
        assertThat(anna.commit("north", 1, 42)).isEqualTo(Errors.NONE);
        assertThat(groups.committed(GroupFixture.GROUP, "north", 1)).isEqualTo(42);
        assertThat(anna.commit(anna.epoch() + 1, "north", 1, 43)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(groups.committed(GroupFixture.GROUP, "north", 1)).isEqualTo(42);
    }

    @Test
    void inAnOlderEpochItCommitsWhatItHadThenAndHasStill() {
        int before = anna.epoch();
        ben.join();
        groups.settle(anna, ben);
        assertThat(anna.epoch()).isGreaterThan(before);

        assertThat(anna.commit(before, "north", 0, 5)).isEqualTo(Errors.NONE);
        assertThat(anna.commit(before, "north", 3, 5)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(ben.commit(before, "north", 3, 5)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
    }

    @Test
    void whatItIsAboutToGiveUpItMayStillCommit() {
        ben.join();
        anna.loseAnswer();

        assertThat(anna.commit("north", 3, 9)).isEqualTo(Errors.NONE);
        assertThat(anna.commit(anna.epoch() - 1, "north", 3, 10)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
    }

    @Test
    void nobodyElseCommitsWhileThereAreMembers() {
        assertThat(groups.commit(GroupFixture.GROUP, "north", 0, 1).error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(ben.commit(1, "north", 0, 1)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        anna.leave();
        assertThat(groups.commit(GroupFixture.GROUP, "north", 0, 1).error()).isEqualTo(Errors.NONE);
    }

    @Test
    void aClientThatCannotUnderstandTheAnswerMayNotCommit() {
        Asked<CommitOffsets.Response> asked = new Asked<>();
        groups.coordinator()
                .commitOffsets(
                        new CommitOffsets.Request(GroupFixture.GROUP, anna.epoch(), "anna", null, -1, false, List.of()),
                        asked);

        assertThat(asked.error()).isEqualTo(Errors.UNSUPPORTED_VERSION);
    }

    @Test
    void aMemberAsksInItsEpochAndWhoeverNamesNoneMayAsk() {
        assertThat(fetch("anna", anna.epoch())).isEqualTo(Errors.NONE);
        assertThat(fetch("anna", anna.epoch() - 1)).isEqualTo(Errors.STALE_MEMBER_EPOCH);
        assertThat(fetch("nobody", 1)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(fetch(null, -1)).isEqualTo(Errors.NONE);
    }

    private Errors fetch(@Nullable String memberId, int epoch) {
        Asked<FetchOffsets.Response> asked = new Asked<>();
        groups.coordinator()
                .fetchOffsets(
                        new FetchOffsets.Request(
                                GroupFixture.GROUP,
                                memberId,
                                epoch,
                                List.of(new FetchOffsets.Topic("north", Uuid.ZERO_UUID, List.of(0)))),
                        asked);
        return asked.error();
    }

    @Test
    void offsetsOfATopicThatMembersReadDoNotExpire() {
        groups.topics().create("south", 1);
        anna.commit("north", 0, 5);
        anna.commit("south", 0, 6);
        passTime(WEEK_MS + 1_000_000);

        assertThat(groups.committed(GroupFixture.GROUP, "north", 0)).isEqualTo(5);
        assertThat(groups.committed(GroupFixture.GROUP, "south", 0)).isEqualTo(-1);
    }

    private void passTime(long ms) {
        for (long passed = 0; passed < ms; passed += 30_000) {
            groups.advance(30_000);
            anna.heartbeat();
        }
    }

    @Test
    void aGroupWithoutMembersGoesWithItsLastOffset() {
        anna.commit("north", 0, 5);
        anna.leave();
        groups.advance(WEEK_MS + 1_000_000);

        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
        assertThat(groups.coordinator().snapshots()).isEmpty();
        assertThat(groups.partition().compacted()).isEmpty();
    }
}
