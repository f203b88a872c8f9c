package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Brings one member a step nearer to its target assignment: first it gives up what it is not to have, then it gets what
 * nobody else has.
 *
 * <pre>
 *   target   a b d       has      a b c      others have d
 *   step 1   assigned a b, to give up c      UNREVOKED_PARTITIONS, epoch as before
 *   (the member says that it has a b)
 *   step 2   assigned a b                    UNRELEASED_PARTITIONS, epoch of the target
 *   (the other one says that it gave up d)
 *   step 3   assigned a b d                  STABLE
 * </pre>
 *
 * <p>Invariant: a partition is never in two members' hands, given up but not yet confirmed included: whoever is to get it
 * waits.
 *
 * <p>Threading: lives within one call. Decides only; the caller writes the result.
 *
 * <p>Source: KIP-848, "Member assignment reconciliation".
 */
final class Reconciliation {

    /** Whether somebody has a partition. */
    interface Ownership {
        boolean isOwned(Uuid topicId, int partition);
    }

    private final CurrentAssignment current;
    private final int targetEpoch;
    private final PartitionSet target;
    private final Set<Uuid> subscribed;
    private final @Nullable PartitionSet owned;
    private final Ownership ownership;

    /**
     * @param target what the member is to have in {@code targetEpoch}
     * @param subscribed the topics that the member reads: others it neither keeps nor gets, whatever the target says
     * @param owned what the member says that it has, null if it says nothing
     * @param ownership what anybody has, this member included
     */
    Reconciliation(
            CurrentAssignment current,
            int targetEpoch,
            PartitionSet target,
            Set<Uuid> subscribed,
            @Nullable PartitionSet owned,
            Ownership ownership) {
        this.current = current;
        this.targetEpoch = targetEpoch;
        this.target = target;
        this.subscribed = subscribed;
        this.owned = owned;
        this.ownership = ownership;
    }

    /** The next state; the current one, itself, if nothing moves. */
    CurrentAssignment next() {
        switch (current.state()) {
            case STABLE:
                return current.memberEpoch() == targetEpoch ? dropUnsubscribed() : towardsTarget();
            case UNREVOKED_PARTITIONS:
                return stillHolds(current.pendingRevocation()) ? dropUnsubscribed() : towardsTarget();
            case UNRELEASED_PARTITIONS:
                return towardsTarget();
        }
        throw new AssertionError(current.state());
    }

    /** What the member does not say to have given up, it may still read. */
    private boolean stillHolds(AssignedPartitions partitions) {
        return !partitions.isEmpty() && (owned == null || partitions.containsAnyOf(owned));
    }

    private CurrentAssignment towardsTarget() {
        AssignedPartitions.Builder assigned = new AssignedPartitions.Builder();
        AssignedPartitions.Builder toGiveUp = new AssignedPartitions.Builder();
        AssignedPartitions.Builder result = new AssignedPartitions.Builder();
        boolean waits = false;
        for (Uuid topicId : topicIds()) {
            SortedMap<Integer, Integer> has = current.assigned().ofTopic(topicId);
            SortedSet<Integer> shall =
                    subscribed.contains(topicId) ? target.ofTopic(topicId) : Collections.emptySortedSet();
            has.forEach((partition, epoch) ->
                    (shall.contains(partition) ? assigned : toGiveUp).add(topicId, partition, epoch));
            for (int partition : shall) {
                if (has.containsKey(partition)) {
                    result.add(topicId, partition, has.get(partition));
                } else if (isFree(topicId, partition)) {
                    result.add(topicId, partition, targetEpoch);
                } else {
                    waits = true;
                }
            }
        }
        AssignedPartitions givenUp = toGiveUp.build();
        if (stillHolds(givenUp)) {
            return current.next(MemberState.UNREVOKED_PARTITIONS, current.memberEpoch(), assigned.build(), givenUp);
        }
        MemberState state = waits ? MemberState.UNRELEASED_PARTITIONS : MemberState.STABLE;
        AssignedPartitions all = result.build();
        boolean moves = state != current.state()
                || current.memberEpoch() != targetEpoch
                || !all.equals(current.assigned())
                || !current.pendingRevocation().isEmpty();
        return moves ? current.next(state, targetEpoch, all, AssignedPartitions.NONE) : current;
    }

    private SortedSet<Uuid> topicIds() {
        SortedSet<Uuid> topicIds = new TreeSet<>(target.byTopic().keySet());
        topicIds.addAll(current.assigned().byTopic().keySet());
        return topicIds;
    }

    /** What the member itself was to give up, and did, is as good as free. */
    private boolean isFree(Uuid topicId, int partition) {
        return !ownership.isOwned(topicId, partition)
                || current.pendingRevocation().contains(topicId, partition);
    }

    /** A topic that the member does not read any more, or that is gone, is given up before the next target says so. */
    private CurrentAssignment dropUnsubscribed() {
        if (subscribed.containsAll(current.assigned().byTopic().keySet())) {
            return current;
        }
        AssignedPartitions.Builder kept = new AssignedPartitions.Builder();
        AssignedPartitions.Builder toGiveUp = new AssignedPartitions.Builder();
        current.pendingRevocation()
                .byTopic()
                .forEach((topicId, partitions) ->
                        partitions.forEach((partition, epoch) -> toGiveUp.add(topicId, partition, epoch)));
        current.assigned()
                .byTopic()
                .forEach((topicId, partitions) -> partitions.forEach((partition, epoch) ->
                        (subscribed.contains(topicId) ? kept : toGiveUp).add(topicId, partition, epoch)));
        AssignedPartitions givenUp = toGiveUp.build();
        return stillHolds(givenUp)
                ? current.next(MemberState.UNREVOKED_PARTITIONS, current.memberEpoch(), kept.build(), givenUp)
                : current.next(current.state(), current.memberEpoch(), kept.build(), AssignedPartitions.NONE);
    }
}
