package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Request;
import io.deliverytracking.broker.group.ConsumerGroupHeartbeat.Response;
import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.Objects;
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
 * <p>Each step emits records and so sees what the ones before did. Should they be too many for one batch, a crash between
 * two batches leaves a target that is older than its group, and the next heartbeat goes on from there.
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
        ConsumerGroup group = store.consumerGroup(request.groupId());
        if (group == null) {
            // Unlike Apache Kafka with its default migration policy: a group of the classic protocol becomes one of the
            // consumer protocol only when it has no members.
            boolean mayConvert = request.isJoining() && found.isEmpty();
            return mayConvert
                    ? tooLarge(turn, request, ConsumerMemberMetadata.UNKNOWN)
                    : notFound("Group " + request.groupId() + " is not a consumer group.");
        }
        boolean isFull = group.members().size() >= turn.config().consumer().maxSize();
        if (isFull && !request.isLeaving() && !group.members().has(request.memberId())) {
            return Response.error(
                    Errors.GROUP_MAX_SIZE_REACHED,
                    "The consumer group has reached its maximum capacity of "
                            + turn.config().consumer().maxSize() + " members.");
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

    private static Response notFound(String message) {
        return Response.error(Errors.GROUP_ID_NOT_FOUND, message);
    }

    private Response leave(Turn turn, Request request) {
        ConsumerGroup group = group(request.groupId());
        String memberId = request.memberId();
        if (request.memberEpoch() == ConsumerGroupHeartbeat.LEAVE_STATIC) {
            CurrentAssignment current = group.members().get(memberId).current();
            turn.append(new CurrentAssignmentRecord(group.groupId(), memberId, current.away()));
            group.timersOf(memberId).stopAwaitingRevocation();
            group.timersOf(memberId).touch(turn, turn.config().consumer().sessionTimeoutMs());
            LOG.info("group {}: static member {} left for now", group.groupId(), memberId);
        } else {
            LOG.info("group {}: member {} left", group.groupId(), memberId);
            group.removeMember(turn, memberId);
        }
        return Response.left(memberId, request.memberEpoch());
    }

    private Response live(Turn turn, Request request) {
        String memberId = request.memberId().isEmpty() ? MemberIds.random(turn.random()) : request.memberId();
        makeRoomForConsumerGroup(turn, request.groupId());
        takeOverName(turn, request, memberId);
        boolean saysSomethingNew = updateMember(turn, request, memberId);
        ConsumerGroup group = group(request.groupId());
        maybeNextEpoch(turn, group, saysSomethingNew);
        if (group.groupEpoch().epoch() > group.targetEpoch().epoch()) {
            TargetAssignment.append(turn, group);
        }
        PartitionSet before = group.members().get(memberId).current().assigned().toPartitionSet();
        reconcile(turn, group, memberId, request.owned());
        ConsumerMember member = group.members().get(memberId);
        group.timersOf(memberId).touch(turn, turn.config().consumer().sessionTimeoutMs());
        PartitionSet now = member.current().assigned().toPartitionSet();
        return new Response(
                Errors.NONE,
                null,
                memberId,
                member.epoch(),
                turn.config().consumer().heartbeatIntervalMs(),
                request.isFull() || !now.equals(before) ? now : null);
    }

    /** A group of the classic protocol without members gives way; its offsets stay. */
    private void makeRoomForConsumerGroup(Turn turn, String groupId) {
        if (store.metadata(groupId) != null) {
            turn.append(new GroupMetadataRecord(groupId, null));
            LOG.info("group {}: from here on of the consumer protocol", groupId);
        }
    }

    /** A static member that left for now comes back as another process: it takes over all that the first one had. */
    private void takeOverName(Turn turn, Request request, String memberId) {
        ConsumerGroup group = store.consumerGroup(request.groupId());
        String groupInstanceId = request.groupInstanceId();
        ConsumerMember holder = group == null || groupInstanceId == null
                ? null
                : group.members().findStatic(groupInstanceId);
        if (group == null || holder == null || !request.isJoining()) {
            return;
        }
        if (holder.memberId().equals(memberId)) {
            if (holder.current().isAway()) {
                turn.append(new CurrentAssignmentRecord(
                        group.groupId(), memberId, holder.current().back()));
            }
            return;
        }
        PartitionSet target = group.targetOf(holder.memberId());
        group.appendMemberTombstones(turn, holder.memberId());
        turn.append(new ConsumerMemberRecord(group.groupId(), memberId, holder.metadata()));
        turn.append(new TargetMemberRecord(group.groupId(), memberId, target));
        turn.append(new CurrentAssignmentRecord(
                group.groupId(), memberId, holder.current().back()));
        LOG.info("group {}: static member {} came back as {}", group.groupId(), groupInstanceId, memberId);
    }

    /** Writes what the member says about itself, if that is new; returns whether it reads something else from now on. */
    private boolean updateMember(Turn turn, Request request, String memberId) {
        ConsumerGroup group = store.consumerGroup(request.groupId());
        ConsumerMember known = group == null ? null : group.members().find(memberId);
        ConsumerMemberMetadata before = known == null ? ConsumerMemberMetadata.UNKNOWN : known.metadata();
        ConsumerMemberMetadata after = before.updatedBy(request);
        if (known == null) {
            LOG.info("group {}: member {} joins", request.groupId(), memberId);
        }
        if (known == null || !after.equals(before)) {
            turn.append(new ConsumerMemberRecord(request.groupId(), memberId, after));
        }
        return !after.subscribedTopics().equals(before.subscribedTopics())
                || !Objects.equals(after.regex(), before.regex());
    }

    private static void maybeNextEpoch(Turn turn, ConsumerGroup group, boolean subscriptionChanged) {
        boolean metadataChanged = group.seesNewMetadata(turn.topics());
        if (!subscriptionChanged && !metadataChanged) {
            return;
        }
        boolean regexChanged = group.appendRegexChanges(turn);
        long metadataHash = group.subscriptions().metadataHash(turn.topics());
        boolean topicsChanged = metadataHash != group.groupEpoch().metadataHash();
        if (subscriptionChanged || regexChanged || topicsChanged) {
            group.appendNextEpoch(turn, metadataHash);
        }
    }

    private static void reconcile(Turn turn, ConsumerGroup group, String memberId, @Nullable PartitionSet owned) {
        ConsumerMember member = group.members().get(memberId);
        CurrentAssignment next = new Reconciliation(
                        member.current(),
                        group.targetEpoch().epoch(),
                        group.targetOf(memberId),
                        group.subscriptions().topicIdsOf(member, turn.topics()),
                        owned,
                        group.members()::own)
                .next();
        if (next == member.current()) {
            return;
        }
        turn.append(new CurrentAssignmentRecord(group.groupId(), memberId, next));
        LOG.info(
                "group {}: member {} in epoch {} is {}, has {}, gives up {}",
                group.groupId(),
                memberId,
                next.memberEpoch(),
                next.state(),
                next.assigned(),
                next.pendingRevocation());
        if (next.state() == MemberState.UNREVOKED_PARTITIONS) {
            group.timersOf(memberId).awaitRevocation(turn, ConsumerGroup.rebalanceTimeoutMs(turn, member));
        } else {
            group.timersOf(memberId).stopAwaitingRevocation();
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
