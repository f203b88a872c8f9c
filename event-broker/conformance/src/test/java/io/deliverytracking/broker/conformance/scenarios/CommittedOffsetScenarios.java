package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.OFFSET_COMMIT;
import static org.apache.kafka.common.protocol.ApiKeys.OFFSET_FETCH;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData;

/** What groups commit and read back. */
final class CommittedOffsetScenarios {

    private static final int FIRST_WITH_ALL_TOPICS = 2;
    private static final int FIRST_WITH_STATIC_COMMIT = 7;
    private static final int FIRST_WITH_SEVERAL_GROUPS = 8;
    private static final int MAX_METADATA_BYTES = 4096;

    private CommittedOffsetScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                scenario(OFFSET_COMMIT, "without a group's protocol", with -> {
                    String group = with.name("g");
                    String topic = with.topic("t", 1);
                    with.ask(GroupRequests.commit(with, group, topic, 5));
                    readBack(with, group, topic);
                    with.ask(GroupRequests.commit(with, group, topic, 3));
                    readBack(with, group, topic);
                    with.ask(GroupRequests.commit(with, group, topic, -1));
                    readBack(with, group, topic);
                    with.ask(GroupRequests.commit(with, group, topic, 1).setGenerationIdOrMemberEpoch(3));
                    with.ask(GroupRequests.commit(with, group, topic, 1).setMemberId("m"));
                    with.ask(GroupRequests.commit(with, with.name("new"), topic, 1)
                            .setGenerationIdOrMemberEpoch(1));
                    with.ask(GroupRequests.commit(with, with.name("new"), topic, 1)
                            .setMemberId("m"));
                    with.ask(GroupRequests.commit(with, "", topic, 1));
                }),
                scenario(OFFSET_COMMIT, "unknown topics and partitions", with -> {
                    String group = with.name("g");
                    String topic = with.topic("t", 1);
                    with.ask(GroupRequests.commit(group, with.name("unknown"), Requests.UNKNOWN_ID, 1));
                    OffsetCommitRequestData both = GroupRequests.commit(with, group, topic, 1);
                    both.topics()
                            .get(0)
                            .setPartitions(List.of(partition(0, "m"), partition(9, "m"), partition(-1, "m")));
                    with.ask(both);
                    readBack(with, group, topic);
                    with.ask(new OffsetCommitRequestData().setGroupId(group));
                }),
                scenario(OFFSET_COMMIT, "metadata: none, empty, as long as it may be, and longer", with -> {
                    String group = with.name("g");
                    String topic = with.topic("t", 1);
                    for (String metadata :
                            new String[] {null, "", "x".repeat(MAX_METADATA_BYTES), "x".repeat(MAX_METADATA_BYTES + 1)
                            }) {
                        OffsetCommitRequestData request = GroupRequests.commit(with, group, topic, 1);
                        request.topics().get(0).setPartitions(List.of(partition(0, metadata)));
                        with.ask(request);
                        readBack(with, group, topic);
                    }
                }),
                scenario(OFFSET_COMMIT, "by members", with -> {
                    Member member = Member.alone(with, with.name("g"));
                    String topic = with.topic("t", 1);
                    with.ask(commitOf(with, member, topic, member.id(), member.generation()));
                    with.ask(commitOf(with, member, topic, member.id(), member.generation() - 1));
                    with.ask(commitOf(with, member, topic, member.id(), member.generation() + 1));
                    with.ask(commitOf(with, member, topic, member.id(), -1));
                    with.ask(commitOf(with, member, topic, "unknown", member.generation()));
                    with.ask(commitOf(with, member, topic, "", -1));
                    readBack(with, member.group(), topic);
                }),
                scenario(OFFSET_COMMIT, "while the assignment is awaited", with -> {
                    Member member = Member.beforeSync(with, with.name("g"));
                    String topic = with.topic("t", 1);
                    with.ask(commitOf(with, member, topic, member.id(), member.generation()));
                }),
                scenario(OFFSET_COMMIT, "while members are awaited", with -> {
                    Member member = Member.alone(with, with.name("g"));
                    String topic = with.topic("t", 1);
                    JoinGroupResponseData invited = with.prepare(GroupRequests.join(member.group(), ""));
                    with.askMeanwhile(GroupRequests.join(member.group(), invited.memberId()));
                    with.askUntil(
                            GroupRequests.heartbeat(member.group(), member.id(), member.generation()),
                            (HeartbeatResponseData beat) -> beat.errorCode() != 0);
                    with.ask(commitOf(with, member, topic, member.id(), member.generation()));
                    readBack(with, member.group(), topic);
                }),
                scenario(OFFSET_COMMIT, "by static members", with -> {
                            Member member = Member.alone(with, with.name("g"), "i");
                            String topic = with.topic("t", 1);
                            with.ask(commitOf(with, member, topic, member.id(), member.generation())
                                    .setGroupInstanceId("i"));
                            with.ask(commitOf(with, member, topic, "another", member.generation())
                                    .setGroupInstanceId("i"));
                            with.ask(commitOf(with, member, topic, member.id(), member.generation())
                                    .setGroupInstanceId("j"));
                        })
                        .from(FIRST_WITH_STATIC_COMMIT),
                scenario(OFFSET_FETCH, "committed, not committed, unknown", with -> {
                    String group = with.name("g");
                    String topic = with.topic("t", 2);
                    with.prepare(GroupRequests.commit(with, group, topic, 5));
                    Uuid id = with.idOf(topic);
                    with.ask(GroupRequests.committed(group, topic, id, 0));
                    with.ask(GroupRequests.committed(group, topic, id, 1, 0, 9));
                    with.ask(GroupRequests.committed(group, with.name("unknown"), Requests.UNKNOWN_ID, 0));
                    with.ask(GroupRequests.committed(with.name("none"), topic, id, 0));
                    with.ask(GroupRequests.committed("", topic, id, 0));
                }),
                scenario(OFFSET_FETCH, "everything that a group committed", with -> {
                            String group = with.name("g");
                            with.prepare(GroupRequests.commit(with, group, with.topic("t", 2), 5));
                            with.ask(GroupRequests.allCommitted(group));
                            with.ask(GroupRequests.allCommitted(with.name("none")));
                        })
                        .from(FIRST_WITH_ALL_TOPICS),
                scenario(OFFSET_FETCH, "several groups", with -> {
                            String group = with.name("g");
                            String topic = with.topic("t", 1);
                            with.prepare(GroupRequests.commit(with, group, topic, 5));
                            OffsetFetchRequestData one = GroupRequests.committed(group, topic, with.idOf(topic), 0);
                            OffsetFetchRequestData other =
                                    GroupRequests.committed(with.name("h"), topic, with.idOf(topic), 0);
                            with.ask(new OffsetFetchRequestData()
                                    .setGroups(List.of(
                                            one.groups().get(0), other.groups().get(0))));
                            with.ask(new OffsetFetchRequestData());
                        })
                        .from(FIRST_WITH_SEVERAL_GROUPS),
                scenario(OFFSET_FETCH, "a member of no consumer group", with -> {
                            String group = with.name("g");
                            String topic = with.topic("t", 1);
                            with.prepare(GroupRequests.commit(with, group, topic, 5));
                            OffsetFetchRequestData request = GroupRequests.committed(group, topic, with.idOf(topic), 0);
                            request.groups().get(0).setMemberId("m").setMemberEpoch(3);
                            with.ask(request);
                        })
                        .from(9),
                scenario(OFFSET_FETCH, "only stable offsets", with -> {
                            String group = with.name("g");
                            String topic = with.topic("t", 1);
                            with.prepare(GroupRequests.commit(with, group, topic, 5));
                            with.ask(GroupRequests.committed(group, topic, with.idOf(topic), 0)
                                    .setRequireStable(true));
                        })
                        .from(7));
    }

    private static OffsetCommitRequestData commitOf(
            Conversation with, Member member, String topic, String memberId, int generation) throws IOException {
        return GroupRequests.commit(with, member.group(), topic, 7)
                .setMemberId(memberId)
                .setGenerationIdOrMemberEpoch(generation);
    }

    private static OffsetCommitRequestData.OffsetCommitRequestPartition partition(int index, String metadata) {
        return new OffsetCommitRequestData.OffsetCommitRequestPartition()
                .setPartitionIndex(index)
                .setCommittedOffset(1)
                .setCommittedMetadata(metadata);
    }

    private static void readBack(Conversation with, String group, String topic) throws IOException {
        with.ask(GroupRequests.committed(group, topic, with.idOf(topic), 0));
    }
}
