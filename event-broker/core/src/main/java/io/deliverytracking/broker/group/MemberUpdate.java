package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that lead from what a member says to what it has, whatever protocol it says it in: {@code
 * ConsumerGroupDecisions} and {@code ClassicMemberDecisions} take them in their order.
 *
 * <p>Each step emits records and so sees what the ones before did. Should they be too many for one batch, a crash between
 * two batches leaves a target that is older than its group, and the next step of any member goes on from there.
 *
 * <p>Threading: confined to the lane of the shard.
 */
final class MemberUpdate {

    private static final Logger LOG = LoggerFactory.getLogger(MemberUpdate.class);

    private MemberUpdate() {}

    /** Another process comes under a static member's name: it takes over all that the first one had. */
    static void takeOver(Turn turn, ConsumerGroup group, ConsumerMember holder, String memberId) {
        PartitionSet target = group.targetOf(holder.memberId());
        group.appendMemberTombstones(turn, holder.memberId());
        turn.append(new ConsumerMemberRecord(group.groupId(), memberId, holder.metadata()));
        turn.append(new TargetMemberRecord(group.groupId(), memberId, target));
        turn.append(new CurrentAssignmentRecord(
                group.groupId(), memberId, holder.current().back()));
        LOG.info("group {}: static member {} came back as {}", group.groupId(), holder.groupInstanceId(), memberId);
    }

    /** Writes what the member says about itself, if that is new; returns whether it reads something else from now on. */
    static boolean say(
            Turn turn, String groupId, String memberId, @Nullable ConsumerMember known, ConsumerMemberMetadata after) {
        ConsumerMemberMetadata before = known == null ? ConsumerMemberMetadata.UNKNOWN : known.metadata();
        if (known == null) {
            LOG.info(
                    "group {}: member {} joins, speaking the {} protocol",
                    groupId,
                    memberId,
                    after.classic() == null ? ConsumerGroup.TYPE : ClassicGroup.TYPE);
        }
        if (known == null || !after.equals(before)) {
            turn.append(new ConsumerMemberRecord(groupId, memberId, after));
        }
        return !after.subscribedTopics().equals(before.subscribedTopics())
                || !Objects.equals(after.regex(), before.regex());
    }

    /** The group epoch grows, if members read something else, or topics changed. */
    static void maybeNextEpoch(Turn turn, ConsumerGroup group, boolean subscriptionChanged) {
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

    /** Whether the group epoch grew since the target was worked out, long enough ago. */
    static boolean isTargetDue(Turn turn, ConsumerGroup group) {
        if (group.groupEpoch().epoch() == group.targetEpoch().epoch()) {
            return false;
        }
        int intervalMs = turn.configOf(group.groupId()).assignmentIntervalMs();
        return intervalMs == 0 || turn.wallClockMs() >= group.targetEpoch().timestampMs() + intervalMs;
    }

    /** The target is worked out, if that is due. */
    static void maybeNextTarget(Turn turn, ConsumerGroup group) {
        if (isTargetDue(turn, group)) {
            TargetAssignment.append(turn, group);
        }
    }

    /** The member comes a step nearer to its target. */
    static void reconcile(Turn turn, ConsumerGroup group, String memberId, @Nullable PartitionSet owned) {
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
        if (!member.isClassic() && next.state() == MemberState.UNREVOKED_PARTITIONS) {
            group.timersOf(memberId).awaitRevocation(turn, ConsumerGroup.rebalanceTimeoutMs(turn, member));
        } else {
            group.timersOf(memberId).stopAwaitingRevocation();
        }
    }
}
