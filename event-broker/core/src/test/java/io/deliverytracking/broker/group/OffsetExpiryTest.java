package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Offsets that nobody uses are forgotten (KIP-211). */
class OffsetExpiryTest {

    private static final long HOUR_MS = TimeUnit.HOURS.toMillis(1);

    /** One hour of retention, looked at each minute. */
    private final GroupFixture groups =
            new GroupFixture(Map.of("offsets.retention.minutes", "60", "offsets.retention.check.interval.ms", "60000"));

    private TestMember consumer(String... topics) {
        TestMember anna = groups.member("anna")
                .withProtocolType("consumer")
                .withSessionTimeout(1_800_000)
                .withProtocols(new JoinGroup.Protocol("range", ConsumerProtocolBytes.subscription(topics)))
                .join();
        groups.advance(3_000);
        groups.settle(List.of(anna));
        return anna;
    }

    private void workFor(TestMember member, long ms) {
        for (long passed = 0; passed < ms; passed += 600_000) {
            assertThat(member.heartbeat()).isEqualTo(Errors.NONE);
            groups.advance(600_000);
        }
    }

    @Test
    void offsetsOfAGroupThatOnlyCommitsExpireAfterTheCommit() {
        groups.commit("g", "topic", 0, 1);
        groups.advance(HOUR_MS / 2);
        groups.commit("g", "topic", 1, 1);

        groups.advance(HOUR_MS / 2 - 1);
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(1);
        groups.advance(60_000);

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(-1);
        assertThat(groups.committed("g", "topic", 1)).isEqualTo(1);
    }

    @Test
    void theGroupGoesWithItsLastOffset() {
        groups.commit("g", "topic", 0, 1);

        groups.advance(HOUR_MS + 60_000);

        assertThat(groups.exists("g")).isFalse();
        assertThat(groups.partition().compacted()).isEmpty();
    }

    @Test
    void offsetsOfTopicsThatMembersReadNeverExpire() {
        TestMember anna = consumer("topic");
        anna.commit("topic", 0, 1);

        workFor(anna, 3 * HOUR_MS);

        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(1);
    }

    @Test
    void offsetsOfTopicsThatMembersNoLongerReadExpireAfterTheCommit() {
        TestMember anna = consumer("topic");
        anna.commit("former", 0, 1);

        workFor(anna, HOUR_MS + 600_000);

        assertThat(groups.committed(GroupFixture.GROUP, "former", 0)).isEqualTo(-1);
    }

    @Test
    void offsetsOfOtherKindsOfMembersNeverExpireWhileThereAreMembers() {
        TestMember worker =
                groups.member("worker").withSessionTimeout(1_800_000).join();
        groups.advance(3_000);
        groups.settle(List.of(worker));
        worker.commit("topic", 0, 1);

        workFor(worker, 3 * HOUR_MS);

        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(1);
    }

    @Test
    void offsetsOfAGroupWithoutMembersExpireAfterItBecameEmpty() {
        TestMember anna = consumer("topic");
        anna.commit("topic", 0, 1);
        workFor(anna, 2 * HOUR_MS);
        anna.leave();

        groups.advance(HOUR_MS - 60_000);
        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(1);
        groups.advance(2 * 60_000);

        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(-1);
        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
    }

    @Test
    void theTimeSinceItBecameEmptySurvivesAReload() {
        TestMember anna = consumer("topic");
        anna.commit("topic", 0, 1);
        anna.leave();
        groups.advance(HOUR_MS / 2);

        groups.restart();
        groups.advance(HOUR_MS / 2 - 120_000);
        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(1);
        groups.advance(4 * 60_000);

        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(-1);
    }

    @Test
    void anAdministratorsCommitToALongEmptyGroupIsKept() {
        // Unlike Apache Kafka, which forgets it at the next check.
        TestMember anna = consumer("topic");
        anna.commit("topic", 0, 1);
        anna.leave();
        groups.advance(HOUR_MS / 2);
        groups.commit(GroupFixture.GROUP, "topic", 0, 5);

        groups.advance(HOUR_MS / 2 + 120_000);

        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(5);
    }

    @Test
    void aClientMaySetARetentionOfItsOwn() {
        groups.topics().create("topic", 1);
        Asked<CommitOffsets.Response> asked = new Asked<>();
        groups.coordinator()
                .commitOffsets(
                        new CommitOffsets.Request(
                                "g",
                                -1,
                                "",
                                null,
                                300_000,
                                false,
                                List.of(new CommitOffsets.Topic(
                                        "topic", Uuid.ZERO_UUID, List.of(new CommitOffsets.Partition(0, 1, -1, ""))))),
                        asked);
        groups.restart();

        groups.advance(240_000);
        assertThat(groups.committed("g", "topic", 0)).isEqualTo(1);
        groups.advance(120_000);

        assertThat(groups.committed("g", "topic", 0)).isEqualTo(-1);
    }

    @Test
    void aGroupIsNotRemovedUnderTheHandsOfAMemberThatIsAboutToJoin() {
        TestMember anna = groups.member("anna").withSessionTimeout(600_000);
        String memberId = anna.askToJoin().response().memberId();

        groups.advance(120_000);

        assertThat(anna.withMemberId(memberId).askToJoin().isParked()).isTrue();
    }

    @Test
    void manyTombstonesGoInBatchesThatTheLogTakes() {
        for (int partition = 0; partition < 100; partition++) {
            groups.commit("g", "topic", partition, 1);
        }
        groups.partition().limitBatchesTo(1_000);
        int before = groups.partition().appends();

        groups.advance(HOUR_MS + 60_000);

        assertThat(groups.exists("g")).isFalse();
        assertThat(groups.partition().appends() - before).isGreaterThan(5);
    }
}
