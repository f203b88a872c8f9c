package io.deliverytracking.broker.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.deliverytracking.broker.group.GroupSnapshot.TopicPartitions;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What administrators see and do. */
class GroupAdministrationTest {

    private final GroupFixture groups = new GroupFixture();

    @Test
    void aGroupWithMembersIsNotDeleted() {
        groups.stableGroup("anna");

        assertThat(groups.delete(GroupFixture.GROUP)).isEqualTo(Errors.NON_EMPTY_GROUP);
        assertThat(groups.delete("unknown")).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
    }

    @Test
    void aDeletedGroupLeavesNothingBehind() {
        TestMember anna = groups.stableGroup("anna").get(0);
        anna.commit("topic", 0, 1);
        anna.leave();

        assertThat(groups.delete(GroupFixture.GROUP)).isEqualTo(Errors.NONE);

        assertThat(groups.exists(GroupFixture.GROUP)).isFalse();
        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(-1);
        assertThat(groups.partition().compacted()).isEmpty();
    }

    @Test
    void deletingAGroupForgetsWhomItExpected() {
        int timers = groups.time().pendingTimers();
        groups.member("anna").askToJoin();

        assertThat(groups.delete(GroupFixture.GROUP)).isEqualTo(Errors.NONE);

        assertThat(groups.time().pendingTimers()).isEqualTo(timers);
    }

    @Test
    void groupsAreListedByStateAndTypeWithoutRegardToCase() {
        groups.stableGroup("anna");
        groups.commit("simple", "topic", 0, 1);

        assertThat(listed(List.of(), List.of())).containsExactly("riders", "simple");
        assertThat(listed(List.of("stable"), List.of())).containsExactly("riders");
        assertThat(listed(List.of("EMPTY", "Dead"), List.of("Classic"))).containsExactly("simple");
        assertThat(listed(List.of(), List.of("consumer"))).isEmpty();
        assertThat(listed(List.of("nonsense"), List.of())).isEmpty();
    }

    private List<String> listed(List<String> states, List<String> types) {
        Asked<ListGroups.Response> asked = new Asked<>();
        groups.coordinator().listGroups(new ListGroups.Request(states, types), asked);
        return asked.response().groups().stream()
                .map(ListGroups.Listing::groupId)
                .toList();
    }

    @Test
    void aStableGroupShowsWhoOwnsWhat() {
        TestMember anna = groups.member("anna")
                .withProtocolType("consumer")
                .withProtocols(new JoinGroup.Protocol("range", ConsumerProtocolBytes.subscription("topic")))
                .join();
        groups.advance(3_000);
        anna.joined();
        anna.sync(List.of(new SyncGroup.Assignment(
                anna.memberId(), ConsumerProtocolBytes.assignment(Map.of("topic", List.of(0, 2))))));
        anna.commit("topic", 2, 77);

        GroupSnapshot snapshot = groups.coordinator().snapshots().get(0);

        assertThat(snapshot.state()).isEqualTo("Stable");
        assertThat(snapshot.protocol()).isEqualTo("range");
        assertThat(snapshot.leaderId()).isEqualTo(anna.memberId());
        assertThat(snapshot.members().get(0).clientHost()).isEqualTo("/127.0.0.1");
        assertThat(snapshot.members().get(0).assignedPartitions())
                .containsExactly(new TopicPartitions("topic", List.of(0, 2)));
        assertThat(snapshot.members().get(0).metadata()).isNotEmpty();
        assertThat(snapshot.committedOffsets().get(0).partitions().get(0).offset())
                .isEqualTo(77);
    }

    @Test
    void aGroupThatIsNotStableShowsNoProtocol() {
        groups.member("anna").join();

        GroupSnapshot snapshot = groups.describe(GroupFixture.GROUP);

        assertThat(snapshot.state()).isEqualTo("PreparingRebalance");
        assertThat(snapshot.protocol()).isNull();
        assertThat(snapshot.members().get(0).metadata()).isEmpty();
    }

    @Test
    void assignmentsThatCannotBeReadAreNoReasonToRefuseTheGroup() {
        TestMember anna = groups.member("anna")
                .withProtocolType("consumer")
                .withProtocols(TestMember.protocol("range", "?"))
                .join();
        groups.advance(3_000);
        groups.settle(List.of(anna));

        assertThat(groups.state()).isEqualTo("Stable");
        assertThat(groups.describe(GroupFixture.GROUP).members().get(0).assignedPartitions())
                .isEmpty();
    }

    @Test
    void offsetsOfASubscribedTopicAreNotDeleted() {
        TestMember anna = groups.member("anna")
                .withProtocolType("consumer")
                .withProtocols(new JoinGroup.Protocol("range", ConsumerProtocolBytes.subscription("topic")))
                .join();
        groups.advance(3_000);
        groups.settle(List.of(anna));
        anna.commit("topic", 0, 1);
        anna.commit("former", 0, 2);

        DeleteOffsets.Response response =
                deleteOffsets(GroupFixture.GROUP, "topic", "former").response();

        assertThat(response.topics().get(0).partitions().get(0).error()).isEqualTo(Errors.GROUP_SUBSCRIBED_TO_TOPIC);
        assertThat(response.topics().get(1).partitions().get(0).error()).isEqualTo(Errors.NONE);
        assertThat(groups.committed(GroupFixture.GROUP, "topic", 0)).isEqualTo(1);
        assertThat(groups.committed(GroupFixture.GROUP, "former", 0)).isEqualTo(-1);
    }

    @Test
    void offsetsOfOtherKindsOfMembersAreNotDeletedWhileThereAreMembers() {
        groups.stableGroup("anna");

        assertThat(deleteOffsets(GroupFixture.GROUP, "topic").error()).isEqualTo(Errors.NON_EMPTY_GROUP);
        assertThat(deleteOffsets("unknown", "topic").error()).isEqualTo(Errors.GROUP_ID_NOT_FOUND);
        assertThat(deleteOffsets("", "topic").error()).isEqualTo(Errors.INVALID_GROUP_ID);
    }

    private Asked<DeleteOffsets.Response> deleteOffsets(String groupId, String... topics) {
        Asked<DeleteOffsets.Response> asked = new Asked<>();
        List<DeleteOffsets.Topic> wanted = java.util.Arrays.stream(topics)
                .map(topic -> new DeleteOffsets.Topic(topic, List.of(0)))
                .toList();
        groups.coordinator().deleteOffsets(new DeleteOffsets.Request(groupId, wanted), asked);
        return asked;
    }
}
