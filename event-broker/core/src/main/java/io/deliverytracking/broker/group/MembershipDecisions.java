package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupState.Departure;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides JoinGroup, SyncGroup, Heartbeat and LeaveGroup: finds the group, checks who asks, and hands the
 * event to the group's state. What a member of a consumer group asks goes to {@link ClassicMemberDecisions}.
 *
 * <p>Threading: confined to the lane of the shard.
 *
 * <p>Source: Apache Kafka's classic group protocol; KIP-345 (static members), KIP-389 (group size), KIP-394
 * (member id required).
 */
final class MembershipDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(MembershipDecisions.class);

    private final GroupStore store;

    MembershipDecisions(GroupStore store) {
        this.store = store;
    }

    void join(Turn turn, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        Group found = store.group(request.groupId());
        if (found instanceof ConsumerGroup consumers && !consumers.isEmpty()) {
            ClassicMemberDecisions.join(turn, consumers, request, answer);
            return;
        }
        ClassicGroup group = store.classicGroup(request.groupId());
        if (group == null) {
            if (!request.isNewMember()) {
                refuse(turn, answer, request.memberId(), Errors.UNKNOWN_MEMBER_ID);
                return;
            }
            if (request.protocolType().isEmpty() || request.protocols().isEmpty()) {
                refuse(turn, answer, request.memberId(), Errors.INCONSISTENT_GROUP_PROTOCOL);
                return;
            }
            if (found != null) {
                found.tombstones().forEach(turn::append);
                LOG.info("group {}: from here on of the classic protocol", request.groupId());
            }
            group = create(turn, request.groupId());
        }
        if (!group.state().hasRoomFor(request.memberId(), turn.config().maxSize())) {
            turnAway(turn, group, request, answer);
        } else if (!group.supports(request.protocolType(), request.protocols())) {
            refuse(turn, answer, request.memberId(), Errors.INCONSISTENT_GROUP_PROTOCOL);
        } else if (request.isNewMember()) {
            joinAsNewMember(turn, group, request, answer);
        } else {
            rejoin(turn, group, request, answer);
        }
    }

    private ClassicGroup create(Turn turn, String groupId) {
        GroupMetadata empty = new GroupMetadata("", 0, null, null, turn.wallClockMs(), List.of());
        turn.append(new GroupMetadataRecord(groupId, empty));
        ClassicGroup created = store.classicGroup(groupId);
        if (created == null) {
            throw new AssertionError("Replaying the metadata of group " + groupId + " did not create it");
        }
        return created;
    }

    private static void turnAway(
            Turn turn, ClassicGroup group, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        Member late = group.members().find(request.memberId());
        if (late != null) {
            group.removeMember(turn, late, Departure.TURNED_AWAY);
        } else {
            group.pendingMembers().remove(request.memberId());
        }
        refuse(turn, answer, JoinGroup.UNKNOWN_MEMBER_ID, Errors.GROUP_MAX_SIZE_REACHED);
    }

    private static void joinAsNewMember(
            Turn turn, ClassicGroup group, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        String groupInstanceId = request.groupInstanceId();
        if (groupInstanceId != null) {
            String memberId = MemberIds.of(groupInstanceId, turn.random());
            Member previous = group.members().findStatic(groupInstanceId);
            if (previous == null) {
                group.addMember(turn, memberId, request, answer);
            } else {
                group.replaceStaticMember(turn, previous, memberId, request, answer);
            }
            return;
        }
        String memberId = MemberIds.of(request.clientId(), turn.random());
        if (request.requiresKnownMemberId()) {
            group.pendingMembers()
                    .add(
                            turn,
                            memberId,
                            request.sessionTimeoutMs(),
                            (later, lapsed) -> group.state().onPendingMemberGone(later, Departure.EXPIRED));
            refuse(turn, answer, memberId, Errors.MEMBER_ID_REQUIRED);
        } else {
            group.addMember(turn, memberId, request, answer);
        }
    }

    private static void rejoin(
            Turn turn, ClassicGroup group, JoinGroup.Request request, Answer<JoinGroup.Response> answer) {
        String memberId = request.memberId();
        if (request.groupInstanceId() == null && group.pendingMembers().has(memberId)) {
            group.addMember(turn, memberId, request, answer);
            return;
        }
        Errors error = group.members().check(memberId, request.groupInstanceId());
        if (error == Errors.NONE) {
            group.state().onRejoin(turn, group.members().get(memberId), request, answer);
        } else {
            refuse(turn, answer, memberId, error);
        }
    }

    void sync(Turn turn, SyncGroup.Request request, Answer<SyncGroup.Response> answer) {
        ConsumerGroup consumers = store.consumerGroup(request.groupId());
        if (consumers != null) {
            ClassicMemberDecisions.sync(turn, consumers, request, answer);
            return;
        }
        ClassicGroup group = store.classicGroup(request.groupId());
        if (group == null) {
            turn.fail(answer, Errors.UNKNOWN_MEMBER_ID);
            return;
        }
        Errors error = group.checkMember(request.memberId(), request.groupInstanceId(), request.generationId());
        if (error != Errors.NONE) {
            turn.fail(answer, error);
        } else if (contradicts(request.protocolType(), group.protocolType())
                || contradicts(request.protocol(), group.protocol())) {
            turn.fail(answer, Errors.INCONSISTENT_GROUP_PROTOCOL);
        } else {
            group.state().onSync(turn, group.members().get(request.memberId()), request, answer);
        }
    }

    void heartbeat(Turn turn, Heartbeat.Request request, Answer<Heartbeat.Response> answer) {
        ConsumerGroup consumers = store.consumerGroup(request.groupId());
        if (consumers != null) {
            ClassicMemberDecisions.heartbeat(turn, consumers, request, answer);
            return;
        }
        ClassicGroup group = store.classicGroup(request.groupId());
        if (group == null) {
            turn.fail(answer, Errors.UNKNOWN_MEMBER_ID);
            return;
        }
        Errors error = group.checkMember(request.memberId(), request.groupInstanceId(), request.generationId());
        if (error == Errors.NONE) {
            group.members().get(request.memberId()).touch(turn);
            error = group.state().onHeartbeat();
        }
        if (error == Errors.NONE) {
            turn.answer(answer, Heartbeat.Response.OK);
        } else {
            turn.fail(answer, error);
        }
    }

    void leave(Turn turn, LeaveGroup.Request request, Answer<LeaveGroup.Response> answer) {
        Group group = store.group(request.groupId());
        List<LeaveGroup.Result> results = new ArrayList<>(request.members().size());
        if (group != null) {
            results.addAll(group.leave(turn, request.members()));
        } else {
            request.members()
                    .forEach(member -> results.add(new LeaveGroup.Result(
                            member.memberId(), member.groupInstanceId(), Errors.UNKNOWN_MEMBER_ID)));
        }
        turn.answer(answer, new LeaveGroup.Response(results));
    }

    private static void refuse(Turn turn, Answer<JoinGroup.Response> answer, String memberId, Errors error) {
        turn.answer(answer, JoinGroup.Response.error(memberId, error));
    }

    private static boolean contradicts(@Nullable String claimed, @Nullable String actual) {
        return claimed != null && !claimed.equals(actual);
    }
}
