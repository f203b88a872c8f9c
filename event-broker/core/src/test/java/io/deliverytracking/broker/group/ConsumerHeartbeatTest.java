package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** KIP-848, "ConsumerGroupHeartbeat API": who is let in, in which epoch, and what is refused. */
class ConsumerHeartbeatTest {

    private final GroupFixture groups = new GroupFixture("group.consumer.max.size", 3);

    ConsumerHeartbeatTest() {
        groups.topics().create("north", 4);
    }

    private ConsumerTestMember anna() {
        return groups.consumer("anna").reading("north");
    }

    @Test
    void theFirstMemberGetsAllAtOnce() {
        ConsumerTestMember anna = anna();

        Response response = anna.askToJoin().response();

        assertThat(response.error()).isEqualTo(Errors.NONE);
        assertThat(response.memberId()).isEqualTo("anna");
        assertThat(response.memberEpoch()).isPositive();
        assertThat(response.heartbeatIntervalMs()).isEqualTo(5_000);
        assertThat(response.assignment().size()).isEqualTo(4);
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }

    @Test
    void anAssignmentThatIsNotNewIsNotSentAgain() {
        ConsumerTestMember anna = anna().join();

        assertThat(anna.heartbeat().assignment()).isNull();
        assertThat(anna.ask(anna.full(anna.epoch())).response().assignment()).isEqualTo(anna.owned());
    }

    @Test
    void aHeartbeatWritesNothingWhenNothingChanges() {
        ConsumerTestMember anna = anna().join();
        int records = groups.partition().log().size();

        for (int i = 0; i < 10; i++) {
            groups.advance(5_000);
            anna.heartbeat();
        }

        assertThat(groups.partition().log()).hasSize(records);
    }

    @Test
    void theCoordinatorMakesAnIdForMembersOfVersionZeroOnly() {
        Request nameless = withId("", 0, false);

        String memberId = anna().ask(nameless).response().memberId();

        assertThat(memberId).hasSize(22);
        assertThat(anna().ask(withId("", 0, true)).response().error()).isEqualTo(Errors.INVALID_REQUEST);
    }

    private Request withId(String memberId, int epoch, boolean makesOwn) {
        return new Request(
                GroupFixture.GROUP,
                memberId,
                epoch,
                null,
                null,
                "c",
                "/h",
                1_000,
                List.of("north"),
                null,
                null,
                PartitionSet.EMPTY,
                makesOwn);
    }

    @Test
    void aMemberThatIsNotKnownIsTold() {
        anna().join();
        ConsumerTestMember ben = groups.consumer("ben").reading("north");

        assertThat(ben.ask(ben.plain(1, PartitionSet.EMPTY)).response().error()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(ben.leave()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void aGroupThatDoesNotExistIsNotMadeByAHeartbeat() {
        ConsumerTestMember anna = anna();

        assertThat(anna.ask(anna.plain(7, PartitionSet.EMPTY)).response().error())
                .isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(anna.leave()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    @Test
    void anotherEpochThanTheMembersOwnIsFenced() {
        ConsumerTestMember anna = anna().join();
        groups.consumer("ben").reading("north").join();
        anna.heartbeat();
        anna.heartbeat();
        int epoch = anna.epoch();

        assertThat(errorOf(anna, epoch + 1, anna.owned())).isEqualTo(Errors.FENCED_MEMBER_EPOCH);
        assertThat(errorOf(anna, epoch, anna.owned())).isEqualTo(Errors.NONE);
    }

    @Test
    void theEpochBeforeIsTakenFromAMemberThatHasNothingItIsNotToHave() {
        ConsumerTestMember anna = anna().join();
        ConsumerTestMember ben = groups.consumer("ben").reading("north").join();
        PartitionSet hadAll = anna.owned();
        int before = anna.epoch();
        anna.heartbeat();
        // It gave up what it was told to, and the answer with the new epoch gets lost.
        Response lost = anna.loseAnswer();
        assertThat(lost.memberEpoch()).isGreaterThan(before);

        assertThat(errorOf(anna, before, hadAll)).isEqualTo(Errors.FENCED_MEMBER_EPOCH);
        assertThat(errorOf(anna, before, null)).isEqualTo(Errors.FENCED_MEMBER_EPOCH);
        assertThat(errorOf(anna, before, anna.owned())).isEqualTo(Errors.NONE);
        assertThat(ben.heartbeat().error()).isEqualTo(Errors.NONE);
    }

    private static Errors errorOf(ConsumerTestMember member, int epoch, @Nullable PartitionSet owned) {
        return member.ask(member.plain(epoch, owned)).response().error();
    }

    @Test
    void aFencedMemberJoinsAgainUnderItsIdAndGetsWhatItHad() {
        ConsumerTestMember anna = anna().join();
        String had = anna.has();

        anna.join();

        assertThat(anna.has()).isEqualTo(had);
        assertThat(groups.describeConsumers().members()).hasSize(1);
    }

    @Test
    void aFullGroupTakesNobodyNew() {
        for (String name : List.of("a", "b", "c")) {
            groups.consumer(name).reading("north").join();
        }

        assertThat(anna().askToJoin().response().error()).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
        assertThat(groups.consumer("b").reading("north").askToJoin().response().error())
                .isEqualTo(Errors.NONE);
    }

    @Test
    void onlyAssignorsThatAreSetUpMayBeAskedFor() {
        assertThat(anna().withAssignor("mine").askToJoin().response().error()).isEqualTo(Errors.UNSUPPORTED_ASSIGNOR);
        assertThat(anna().withAssignor("range").askToJoin().response().error()).isEqualTo(Errors.NONE);
        assertThat(groups.describeConsumers().assignor()).isEqualTo("range");
    }

    @Test
    void mostMembersChooseTheAssignor() {
        groups.consumer("a").reading("north").withAssignor("range").join();
        assertThat(groups.describeConsumers().assignor()).isEqualTo("range");
        groups.consumer("b").reading("north").withAssignor("uniform").join();
        groups.consumer("c").reading("north").withAssignor("uniform").join();

        assertThat(groups.describeConsumers().assignor()).isEqualTo("uniform");
    }

    @Test
    void whoeverJoinsSaysAllAboutItself() {
        assertThat(refused(null, PartitionSet.EMPTY, 1_000, 0)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(refused(List.of("north"), null, 1_000, 0)).isEqualTo(Errors.INVALID_REQUEST);
        PartitionSet something = new PartitionSet.Builder()
                .add(groups.topics().topicId("north"), 0)
                .build();
        assertThat(refused(List.of("north"), something, 1_000, 0)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(refused(List.of("north"), PartitionSet.EMPTY, -1, 0)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(refused(List.of("north"), PartitionSet.EMPTY, 1_000, -3)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(refused(List.of("north"), PartitionSet.EMPTY, 1_000, -2)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
    }

    private Errors refused(@Nullable List<String> topics, @Nullable PartitionSet owned, int timeoutMs, int epoch) {
        Request request = new Request(
                GroupFixture.GROUP, "m", epoch, null, null, "c", "/h", timeoutMs, topics, null, null, owned, true);
        return anna().ask(request).response().error();
    }

    @Test
    void aMemberWithoutSubscriptionIsAMember() {
        ConsumerTestMember idle = groups.consumer("idle").reading().join();

        assertThat(idle.epoch()).isPositive();
        assertThat(idle.has()).isEmpty();
        assertThat(groups.describeConsumers().state()).isEqualTo("Stable");
    }

    @Test
    void aSubscriptionThatNoRecordHoldsIsRefusedAndHurtsNobody() {
        ConsumerTestMember anna = anna().join();
        groups.partition().limitBatchesTo(2_000);
        ConsumerTestMember greedy = groups.consumer("greedy").reading("t".repeat(3_000));

        assertThat(greedy.askToJoin().response().error()).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
    }

    @Test
    void nothingIsAnsweredBeforeItIsDurable() {
        groups.partition().hold();
        Asked<Response> asked = anna().askToJoin();
        assertThat(asked.isParked()).isTrue();

        groups.partition().release();

        assertThat(asked.response().error()).isEqualTo(Errors.NONE);
    }

    @Test
    void whileTheShardIsLoadedAMemberIsAskedToWait() {
        ConsumerTestMember anna = anna().join();
        groups.partition().holdLoads();
        groups.restart();
        Asked<Response> early = anna.ask(anna.plain(anna.epoch(), anna.owned()));
        assertThat(early.error()).isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS);

        groups.partition().releaseLoads();

        assertThat(anna.heartbeat().error()).isEqualTo(Errors.NONE);
    }
}
