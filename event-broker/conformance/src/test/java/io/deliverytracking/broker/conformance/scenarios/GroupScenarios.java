package io.deliverytracking.broker.conformance.scenarios;

import static io.deliverytracking.broker.conformance.script.Scenario.scenario;
import static org.apache.kafka.common.protocol.ApiKeys.DELETE_GROUPS;
import static org.apache.kafka.common.protocol.ApiKeys.DESCRIBE_GROUPS;
import static org.apache.kafka.common.protocol.ApiKeys.FIND_COORDINATOR;
import static org.apache.kafka.common.protocol.ApiKeys.HEARTBEAT;
import static org.apache.kafka.common.protocol.ApiKeys.JOIN_GROUP;
import static org.apache.kafka.common.protocol.ApiKeys.LEAVE_GROUP;
import static org.apache.kafka.common.protocol.ApiKeys.LIST_GROUPS;
import static org.apache.kafka.common.protocol.ApiKeys.OFFSET_DELETE;
import static org.apache.kafka.common.protocol.ApiKeys.SYNC_GROUP;

import io.deliverytracking.broker.conformance.script.Conversation;
import io.deliverytracking.broker.conformance.script.Scenario;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.protocol.Errors;

/** Classic groups: who is a member, of which generation, and what everybody else is told. */
final class GroupScenarios {

    private static final int FIRST_WITH_STATIC_JOIN = 5;
    private static final int FIRST_WITH_STATIC_SYNC = 3;
    private static final int FIRST_WITH_STATIC_HEARTBEAT = 3;
    private static final int FIRST_WITH_STATIC_LEAVE = 3;

    private GroupScenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(coordinators(), joining(), syncing(), heartbeats(), leaving(), looking(), deleting())
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> coordinators() {
        return Stream.of(
                scenario(FIND_COORDINATOR, "of groups", with -> {
                    with.ask(find(0, with.name("g")));
                    with.ask(find(0, ""));
                }),
                scenario(
                                FIND_COORDINATOR,
                                "of several groups",
                                with -> with.ask(find(0, with.name("g"), with.name("h"), with.name("g"))))
                        .from(4),
                scenario(FIND_COORDINATOR, "of no group", with -> with.ask(find(0)))
                        .from(4),
                scenario(FIND_COORDINATOR, "of what has none", with -> with.ask(find(7, with.name("x"))))
                        .from(1),
                scenario(
                                FIND_COORDINATOR,
                                "of transactions",
                                with -> with.askUntil(
                                        find(1, with.name("x")),
                                        (FindCoordinatorResponseData answer) -> !isOnItsWay(answer)))
                        .from(1),
                scenario(FIND_COORDINATOR, "of share groups", with -> with.ask(find(2, with.name("g") + ":id:0")))
                        .from(1));
    }

    private static Stream<Scenario> joining() {
        return Stream.of(
                scenario(JOIN_GROUP, "the first member", with -> {
                    String group = with.name("g");
                    JoinGroupResponseData joined = join(with, group);
                    with.ask(GroupRequests.describe(group));
                    with.ask(GroupRequests.sync(group, joined.memberId(), joined.generationId(), joined.memberId()));
                    with.ask(GroupRequests.describe(group));
                    with.ask(GroupRequests.join(group, joined.memberId()));
                }),
                scenario(JOIN_GROUP, "two members", with -> {
                    String group = with.name("g");
                    Member first = Member.alone(with, group);
                    JoinGroupResponseData invited = with.prepare(GroupRequests.join(group, ""));
                    Conversation.Awaited second = with.askMeanwhile(GroupRequests.join(group, invited.memberId()));
                    with.askUntil(
                            GroupRequests.heartbeat(group, first.id(), first.generation()),
                            (HeartbeatResponseData beat) -> beat.errorCode() != 0);
                    with.ask(GroupRequests.join(group, first.id()));
                    second.answer();
                    with.ask(GroupRequests.describe(group));
                }),
                scenario(JOIN_GROUP, "requests that make no sense", with -> {
                    String group = with.name("g");
                    with.ask(GroupRequests.join("", ""));
                    with.ask(GroupRequests.join(group, "unknown-member"));
                    with.ask(GroupRequests.join(group, "").setSessionTimeoutMs(5_999));
                    with.ask(GroupRequests.join(group, "").setSessionTimeoutMs(1_800_001));
                    with.ask(GroupRequests.join(group, "").setProtocolType(""));
                    JoinGroupRequestData withoutProtocols = GroupRequests.join(group, "");
                    withoutProtocols.protocols().clear();
                    with.ask(withoutProtocols);
                }),
                scenario(JOIN_GROUP, "another protocol type, another protocol", with -> {
                    String group = with.name("g");
                    Member.alone(with, group);
                    with.ask(GroupRequests.join(group, "").setProtocolType("connect"));
                    with.ask(GroupRequests.join(group, "", "sticky"));
                    with.ask(GroupRequests.join(group, "unknown-member"));
                }),
                scenario(JOIN_GROUP, "Connect's protocol type", with -> {
                    String group = with.name("g");
                    JoinGroupResponseData joined = with.ask(GroupRequests.join(group, "", "sessioned", "compatible")
                            .setProtocolType("connect"));
                    if (joined.errorCode() == Errors.MEMBER_ID_REQUIRED.code()) {
                        with.ask(GroupRequests.join(group, joined.memberId(), "sessioned", "compatible")
                                .setProtocolType("connect"));
                    }
                    with.ask(GroupRequests.describe(group));
                }),
                scenario(JOIN_GROUP, "a static member that comes back", with -> {
                            String group = with.name("g");
                            JoinGroupResponseData joined =
                                    with.ask(GroupRequests.join(group, "").setGroupInstanceId("i"));
                            with.ask(GroupRequests.sync(
                                            group, joined.memberId(), joined.generationId(), joined.memberId())
                                    .setGroupInstanceId("i"));
                            JoinGroupResponseData back =
                                    with.ask(GroupRequests.join(group, "").setGroupInstanceId("i"));
                            with.ask(GroupRequests.heartbeat(group, joined.memberId(), joined.generationId())
                                    .setGroupInstanceId("i"));
                            with.ask(
                                    GroupRequests.join(group, joined.memberId()).setGroupInstanceId("i"));
                            with.ask(GroupRequests.heartbeat(group, back.memberId(), back.generationId())
                                    .setGroupInstanceId("i"));
                            with.ask(GroupRequests.describe(group));
                        })
                        .from(FIRST_WITH_STATIC_JOIN),
                scenario(JOIN_GROUP, "a static member with another protocol", with -> {
                            String group = with.name("g");
                            Member.alone(with, group, "i");
                            with.ask(GroupRequests.join(group, "", "sticky").setGroupInstanceId("i"));
                            with.ask(GroupRequests.describe(group));
                        })
                        .from(FIRST_WITH_STATIC_JOIN),
                scenario(JOIN_GROUP, "a static member that names an unknown id", with -> {
                            String group = with.name("g");
                            with.ask(GroupRequests.join(group, "unknown-member").setGroupInstanceId("i"));
                            Member.alone(with, group, "i");
                            with.ask(GroupRequests.join(group, "unknown-member").setGroupInstanceId("i"));
                            with.ask(GroupRequests.join(group, "unknown-member").setGroupInstanceId("j"));
                        })
                        .from(FIRST_WITH_STATIC_JOIN));
    }

    private static Stream<Scenario> syncing() {
        return Stream.of(
                scenario(SYNC_GROUP, "the leader assigns", with -> {
                    Member member = Member.beforeSync(with, with.name("g"));
                    with.ask(GroupRequests.sync(member.group(), member.id(), member.generation(), member.id()));
                    with.ask(GroupRequests.sync(member.group(), member.id(), member.generation()));
                }),
                scenario(SYNC_GROUP, "the leader assigns nothing", with -> {
                    Member member = Member.beforeSync(with, with.name("g"));
                    with.ask(GroupRequests.sync(member.group(), member.id(), member.generation()));
                }),
                scenario(SYNC_GROUP, "wrong generation, member, group", with -> {
                    Member member = Member.beforeSync(with, with.name("g"));
                    with.ask(GroupRequests.sync(member.group(), member.id(), member.generation() + 1));
                    with.ask(GroupRequests.sync(member.group(), member.id(), -1));
                    with.ask(GroupRequests.sync(member.group(), "unknown", member.generation()));
                    with.ask(GroupRequests.sync(with.name("unknown"), "unknown", 1));
                    with.ask(GroupRequests.sync("", "unknown", 1));
                }),
                scenario(SYNC_GROUP, "another protocol than was chosen", with -> {
                            Member member = Member.beforeSync(with, with.name("g"));
                            with.ask(GroupRequests.sync(member.group(), member.id(), member.generation())
                                    .setProtocolName("sticky"));
                            with.ask(GroupRequests.sync(member.group(), member.id(), member.generation())
                                    .setProtocolType("connect"));
                            with.ask(GroupRequests.sync(member.group(), member.id(), member.generation())
                                    .setProtocolType(null)
                                    .setProtocolName(null));
                        })
                        .from(5),
                scenario(SYNC_GROUP, "a static member that was replaced", with -> {
                            Member member = Member.alone(with, with.name("g"), "i");
                            with.ask(GroupRequests.sync(member.group(), "another", member.generation())
                                    .setGroupInstanceId("i"));
                            with.ask(GroupRequests.sync(member.group(), member.id(), member.generation())
                                    .setGroupInstanceId("j"));
                        })
                        .from(FIRST_WITH_STATIC_SYNC));
    }

    private static Stream<Scenario> heartbeats() {
        return Stream.of(
                scenario(HEARTBEAT, "of a member, and of nobody", with -> {
                    Member member = Member.alone(with, with.name("g"));
                    with.ask(GroupRequests.heartbeat(member.group(), member.id(), member.generation()));
                    with.ask(GroupRequests.heartbeat(member.group(), member.id(), member.generation() + 1));
                    with.ask(GroupRequests.heartbeat(member.group(), member.id(), -1));
                    with.ask(GroupRequests.heartbeat(member.group(), "unknown", member.generation()));
                    with.ask(GroupRequests.heartbeat(member.group(), "", member.generation()));
                    with.ask(GroupRequests.heartbeat(with.name("unknown"), "unknown", 1));
                    with.ask(GroupRequests.heartbeat("", "unknown", 1));
                }),
                scenario(HEARTBEAT, "while the assignment is awaited", with -> {
                    Member member = Member.beforeSync(with, with.name("g"));
                    with.ask(GroupRequests.heartbeat(member.group(), member.id(), member.generation()));
                }),
                scenario(HEARTBEAT, "of a group that has only offsets", with -> {
                    String group = with.name("g");
                    with.prepare(GroupRequests.commit(with, group, with.topic("t", 1), 1));
                    with.ask(GroupRequests.heartbeat(group, "m", 0));
                    with.ask(GroupRequests.heartbeat(group, "m", -1));
                }),
                scenario(HEARTBEAT, "of static members", with -> {
                            Member member = Member.alone(with, with.name("g"), "i");
                            with.ask(GroupRequests.heartbeat(member.group(), member.id(), member.generation())
                                    .setGroupInstanceId("i"));
                            with.ask(GroupRequests.heartbeat(member.group(), "another", member.generation())
                                    .setGroupInstanceId("i"));
                            with.ask(GroupRequests.heartbeat(member.group(), member.id(), member.generation())
                                    .setGroupInstanceId("j"));
                        })
                        .from(FIRST_WITH_STATIC_HEARTBEAT));
    }

    private static Stream<Scenario> leaving() {
        return Stream.of(
                scenario(LEAVE_GROUP, "a member, again, and nobody", with -> {
                    Member member = Member.alone(with, with.name("g"));
                    with.ask(GroupRequests.leave(member.group(), "unknown"));
                    with.ask(GroupRequests.leave(member.group(), member.id()));
                    with.ask(GroupRequests.describe(member.group()));
                    with.ask(GroupRequests.leave(member.group(), member.id()));
                    with.ask(GroupRequests.leave(with.name("unknown"), "unknown"));
                    with.ask(GroupRequests.leave("", "unknown"));
                }),
                scenario(LEAVE_GROUP, "somebody who was only invited", with -> {
                    String group = with.name("g");
                    JoinGroupResponseData invited = with.prepare(GroupRequests.join(group, ""));
                    with.ask(GroupRequests.leave(group, invited.memberId()));
                    with.ask(GroupRequests.describe(group));
                }),
                scenario(LEAVE_GROUP, "by instance id, and several", with -> {
                            Member member = Member.alone(with, with.name("g"), "i");
                            with.ask(new LeaveGroupRequestData()
                                    .setGroupId(member.group())
                                    .setMembers(List.of(
                                            GroupRequests.identity("", "j"),
                                            GroupRequests.identity("unknown", null),
                                            GroupRequests.identity("another", "i"))));
                            with.ask(new LeaveGroupRequestData()
                                    .setGroupId(member.group())
                                    .setMembers(List.of(
                                            GroupRequests.identity("", "i"),
                                            GroupRequests.identity(member.id(), null))));
                            with.ask(GroupRequests.describe(member.group()));
                            with.ask(new LeaveGroupRequestData().setGroupId(member.group()));
                        })
                        .from(FIRST_WITH_STATIC_LEAVE));
    }

    private static Stream<Scenario> looking() {
        return Stream.of(
                scenario(DESCRIBE_GROUPS, "empty, stable, none", with -> {
                    String group = with.name("g");
                    Member member = Member.alone(with, group);
                    String offsets = with.name("offsets");
                    with.prepare(GroupRequests.commit(with, offsets, with.topic("t", 1), 1));
                    with.ask(GroupRequests.describe(group, offsets, with.name("none"), ""));
                    with.prepare(GroupRequests.leave(group, member.id()));
                    with.ask(GroupRequests.describe(group));
                    with.ask(GroupRequests.describe(group, group));
                    with.ask(GroupRequests.describe());
                }),
                scenario(
                        DESCRIBE_GROUPS,
                        "a group that awaits its assignment",
                        with -> with.ask(GroupRequests.describe(
                                Member.beforeSync(with, with.name("g")).group()))),
                scenario(
                                DESCRIBE_GROUPS,
                                "authorized operations",
                                with -> with.ask(GroupRequests.describe(
                                                Member.alone(with, with.name("g"))
                                                        .group(),
                                                with.name("none"))
                                        .setIncludeAuthorizedOperations(true)))
                        .from(3),
                scenario(
                                DESCRIBE_GROUPS,
                                "static members",
                                with -> with.ask(GroupRequests.describe(
                                        Member.alone(with, with.name("g"), "i").group())))
                        .from(4),
                scenario(LIST_GROUPS, "all", with -> {
                    String group = with.name("g");
                    Member.alone(with, group);
                    list(with, new ListGroupsRequestData());
                }),
                scenario(LIST_GROUPS, "by state", with -> {
                            Member.alone(with, with.name("stable"));
                            Member.beforeSync(with, with.name("forming"));
                            with.prepare(GroupRequests.commit(with, with.name("empty"), with.topic("t", 1), 1));
                            for (String state : List.of(
                                    "Stable", "stable", "Empty", "CompletingRebalance", "Dead", "Nonsense", "")) {
                                list(with, new ListGroupsRequestData().setStatesFilter(List.of(state)));
                            }
                            list(with, new ListGroupsRequestData().setStatesFilter(List.of("Stable", "Empty")));
                        })
                        .from(4),
                scenario(LIST_GROUPS, "by type", with -> {
                            Member.alone(with, with.name("g"));
                            for (String type : List.of("classic", "Classic", "consumer", "share", "nonsense", "")) {
                                list(with, new ListGroupsRequestData().setTypesFilter(List.of(type)));
                            }
                        })
                        .from(5));
    }

    private static Stream<Scenario> deleting() {
        return Stream.of(
                scenario(DELETE_GROUPS, "with members, without, none", with -> {
                    Member member = Member.alone(with, with.name("g"));
                    String offsets = with.name("offsets");
                    String topic = with.topic("t", 1);
                    with.prepare(GroupRequests.commit(with, offsets, topic, 1));
                    with.ask(delete(member.group(), offsets, with.name("none"), ""));
                    with.ask(GroupRequests.describe(offsets));
                    with.ask(GroupRequests.committed(offsets, topic, with.idOf(topic), 0));
                    with.prepare(GroupRequests.leave(member.group(), member.id()));
                    with.ask(delete(member.group()));
                    with.ask(delete(member.group()));
                    with.ask(delete());
                }),
                scenario(OFFSET_DELETE, "of topics that nobody reads", with -> {
                    String group = with.name("g");
                    String topic = with.topic("t", 2);
                    with.prepare(GroupRequests.commit(with, group, topic, 3));
                    with.ask(deleteOffsets(group, topic, 1));
                    with.ask(deleteOffsets(group, topic, 0, 9));
                    with.ask(GroupRequests.committed(group, topic, with.idOf(topic), 0));
                    with.ask(deleteOffsets(group, with.name("unknown"), 0));
                    with.ask(deleteOffsets(with.name("none"), topic, 0));
                    with.ask(deleteOffsets("", topic, 0));
                }),
                scenario(OFFSET_DELETE, "of a group that reads", with -> {
                    String topic = with.topic("g", 1);
                    Member member = Member.alone(with, topic);
                    with.prepare(GroupRequests.commit(with, member.group(), topic, 3)
                            .setMemberId(member.id())
                            .setGenerationIdOrMemberEpoch(member.generation()));
                    with.ask(deleteOffsets(member.group(), topic, 0));
                    with.ask(GroupRequests.committed(member.group(), topic, with.idOf(topic), 0));
                }),
                scenario(OFFSET_DELETE, "of a group that reads something else", with -> {
                    Member member = Member.alone(with, with.name("g"));
                    String topic = with.topic("t", 1);
                    with.prepare(GroupRequests.commit(with, member.group(), topic, 3)
                            .setMemberId(member.id())
                            .setGenerationIdOrMemberEpoch(member.generation()));
                    with.ask(deleteOffsets(member.group(), topic, 0));
                    with.ask(GroupRequests.committed(member.group(), topic, with.idOf(topic), 0));
                }));
    }

    /** Joins, with the id that the broker hands out where the version requires one. */
    private static JoinGroupResponseData join(Conversation with, String group) throws IOException {
        JoinGroupResponseData joined = with.ask(GroupRequests.join(group, "", "range", "sticky"));
        return joined.errorCode() == Errors.MEMBER_ID_REQUIRED.code()
                ? with.ask(GroupRequests.join(group, joined.memberId(), "range", "sticky"))
                : joined;
    }

    /** Other scenarios' groups are listed, too: only this one's are written down. */
    private static void list(Conversation with, ListGroupsRequestData request) throws IOException {
        ListGroupsResponseData listed = with.get(request);
        String own = with.name("");
        with.note(
                "own groups",
                Errors.forCode(listed.errorCode()) + " "
                        + listed.groups().stream()
                                .filter(group -> group.groupId().endsWith(own))
                                .map(group -> group.groupId() + " " + group.protocolType() + " " + group.groupState()
                                        + " " + group.groupType())
                                .sorted()
                                .toList());
    }

    private static boolean isOnItsWay(FindCoordinatorResponseData answer) {
        short onItsWay = Errors.COORDINATOR_NOT_AVAILABLE.code();
        return answer.errorCode() == onItsWay
                || answer.coordinators().stream().anyMatch(coordinator -> coordinator.errorCode() == onItsWay);
    }

    private static FindCoordinatorRequestData find(int type, String... keys) {
        return new FindCoordinatorRequestData()
                .setKeyType((byte) type)
                .setKey(keys.length == 0 ? "" : keys[0])
                .setCoordinatorKeys(List.of(keys));
    }

    private static DeleteGroupsRequestData delete(String... groups) {
        return new DeleteGroupsRequestData().setGroupsNames(List.of(groups));
    }

    private static OffsetDeleteRequestData deleteOffsets(String group, String topic, int... partitions) {
        OffsetDeleteRequestData request = new OffsetDeleteRequestData().setGroupId(group);
        request.topics()
                .add(new OffsetDeleteRequestData.OffsetDeleteRequestTopic()
                        .setName(topic)
                        .setPartitions(Arrays.stream(partitions)
                                .mapToObj(partition -> new OffsetDeleteRequestData.OffsetDeleteRequestPartition()
                                        .setPartitionIndex(partition))
                                .toList()));
        return request;
    }
}
