package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides ConsumerGroupHeartbeat.
 *
 * <pre>
 *   1. check        the group, the member: from here on nothing is refused
 *   2. member       what it says about itself
 *   3. group epoch  grows, if members read something else, or topics changed
 *   4. target       is worked out, if the group epoch grew
 *   5. reconcile    this member, a step nearer to its target
 * </pre>
 *
 * <p>Steps 2 to 5 are those of {@link MemberUpdate}. A member that joins a classic group makes it a consumer group first
 * ({@link ProtocolUpgrade}), one that leaves may make it a classic one ({@link ProtocolDowngrade}).
 *
 * <p>Threading: confined to the lane of the shard.
 *
 * <p>Source: KIP-848, "ConsumerGroupHeartbeat API".
 */
final class ConsumerGroupDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerGroupDecisions.class);

    private final GroupStore store;

    ConsumerGroupDecisions(GroupStore store) {
        this.store = store;
    }

    void heartbeat(Turn turn, Request request, Answer<Response> answer) {
        Response refusal = refusal(turn, request);
        if (refusal != null) {
            LOG.debug("group {}: refused {}: {}", request.groupId(), request.memberId(), refusal.message());
            turn.answer(answer, refusal);
        } else if (request.isLeaving()) {
            turn.answer(answer, leave(turn, request));
        } else {
            turn.answer(answer, live(turn, request));
        }
    }

    private @Nullable Response refusal(Turn turn, Request request) {
        Group found = store.group(request.groupId());
        if (found == null) {
            return request.isJoining()
                    ? tooLarge(turn, request, ConsumerMemberMetadata.UNKNOWN)
                    : notFound("Consumer group " + request.groupId() + " not found.");
        }
        if (request.isJoining() && found instanceof ClassicGroup classic) {
            Response refusal = found.isEmpty() ? null : ProtocolUpgrade.refusal(turn, classic, request);
            return refusal == null ? tooLarge(turn, request, ConsumerMemberMetadata.UNKNOWN) : refusal;
        }
        ConsumerGroup group = store.consumerGroup(request.groupId());
        if (group == null) {
            return notFound("Group " + request.groupId() + " is not a consumer group.");
        }
        boolean isFull = group.members().size() >= turn.config().consumer().maxSize();
        if (isFull && !request.isLeaving() && !group.members().has(request.memberId())) {
            return full(turn);
        }
        Response refusal = new MemberAdmission(group).refusal(request);
        ConsumerMember known = group.members().find(request.memberId());
        return refusal == null
                ? tooLarge(turn, request, known == null ? ConsumerMemberMetadata.UNKNOWN : known.metadata())
                : refusal;
    }

    /** A member that says more than the log takes would end the shard, each time it says it. */
    private static @Nullable Response tooLarge(Turn turn, Request request, ConsumerMemberMetadata known) {
        boolean fits =
                turn.fits(new ConsumerMemberRecord(request.groupId(), request.memberId(), known.updatedBy(request)));
        return fits
                ? null
                : Response.error(
                        Errors.UNKNOWN_SERVER_ERROR,
                        "The member subscribes to more topics than a record of " + GroupConfig.OFFSETS_TOPIC
                                + " holds.");
    }

    /** The group has all the members that it may have. */
    static Response full(Turn turn) {
        return Response.error(
                Errors.GROUP_MAX_SIZE_REACHED,
                "The consumer group has reached its maximum capacity of "
                        + turn.config().consumer().maxSize() + " members.");
    }

    static Response notFound(String message) {
        return Response.error(Errors.GROUP_ID_NOT_FOUND, message);
    }

    private Response leave(Turn turn, Request request) {
        ConsumerGroup group = group(request.groupId());
        String memberId = request.memberId();
        if (request.memberEpoch() == ConsumerGroupHeartbeat.LEAVE_STATIC) {
            CurrentAssignment current = group.members().get(memberId).current();
            turn.append(new CurrentAssignmentRecord(group.groupId(), memberId, current.away()));
            group.timersOf(memberId).stopAwaitingRevocation();
            group.touch(turn, group.members().get(memberId));
            LOG.info("group {}: static member {} left for now", group.groupId(), memberId);
        } else {
            LOG.info("group {}: member {} left", group.groupId(), memberId);
            group.removeMembers(turn, Set.of(memberId));
        }
        return Response.left(memberId, request.memberEpoch());
    }

    private Response live(Turn turn, Request request) {
        String memberId = request.memberId().isEmpty() ? MemberIds.random(turn.random()) : request.memberId();
        makeRoomForConsumerGroup(turn, request.groupId());
        takeOverName(turn, request, memberId);
        ConsumerGroup existing = store.consumerGroup(request.groupId());
        ConsumerMember known = existing == null ? null : existing.members().find(memberId);
        ConsumerMemberMetadata before = known == null ? ConsumerMemberMetadata.UNKNOWN : known.metadata();
        boolean saysSomethingNew =
                MemberUpdate.say(turn, request.groupId(), memberId, known, before.updatedBy(request));
        ConsumerGroup group = group(request.groupId());
        MemberUpdate.maybeNextEpoch(turn, group, saysSomethingNew);
        MemberUpdate.maybeNextTarget(turn, group);
        PartitionSet had = group.members().get(memberId).current().assigned().toPartitionSet();
        MemberUpdate.reconcile(turn, group, memberId, request.owned());
        ConsumerMember member = group.members().get(memberId);
        group.timersOf(memberId).stopAwaitingClassic();
        group.touch(turn, member);
        PartitionSet now = member.current().assigned().toPartitionSet();
        return new Response(
                Errors.NONE,
                null,
                memberId,
                member.epoch(),
                turn.configOf(group.groupId()).heartbeatIntervalMs(),
                request.isFull() || !now.equals(had) ? now : null);
    }

    /** A group of the classic protocol gives way, with its members if it has any; its offsets stay. */
    private void makeRoomForConsumerGroup(Turn turn, String groupId) {
        ClassicGroup classic = store.classicGroup(groupId);
        if (classic != null && !classic.isEmpty()) {
            ProtocolUpgrade.append(turn, classic);
        } else if (store.metadata(groupId) != null) {
            turn.append(new GroupMetadataRecord(groupId, null));
            LOG.info("group {}: from here on of the consumer protocol", groupId);
        }
    }

    /** A static member that left for now comes back, as the same process or another. */
    private void takeOverName(Turn turn, Request request, String memberId) {
        ConsumerGroup group = store.consumerGroup(request.groupId());
        String groupInstanceId = request.groupInstanceId();
        ConsumerMember holder = group == null || groupInstanceId == null
                ? null
                : group.members().findStatic(groupInstanceId);
        if (group == null || holder == null || !request.isJoining()) {
            return;
        }
        if (!holder.memberId().equals(memberId)) {
            MemberUpdate.takeOver(turn, group, holder, memberId);
        } else if (holder.current().isAway()) {
            turn.append(new CurrentAssignmentRecord(
                    group.groupId(), memberId, holder.current().back()));
        }
    }

    private ConsumerGroup group(String groupId) {
        ConsumerGroup group = store.consumerGroup(groupId);
        if (group == null) {
            throw new AssertionError("Group " + groupId + " is no consumer group");
        }
        return group;
    }
}
