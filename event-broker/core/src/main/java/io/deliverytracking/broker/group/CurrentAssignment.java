package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionSet;

/**
 * What a member of a consumer group has, and in which epoch: the durable state of its reconciliation.
 *
 * @param memberEpoch the epoch that the member is expected to name; {@link ConsumerGroupHeartbeat#LEAVE_STATIC} while a
 *     static member is away
 * @param previousMemberEpoch the epoch before: a member that missed an answer still names it
 * @param assigned what it may read
 * @param pendingRevocation what it has to stop reading, and has until it says that it did
 */
record CurrentAssignment(
        int memberEpoch,
        int previousMemberEpoch,
        MemberState state,
        AssignedPartitions assigned,
        AssignedPartitions pendingRevocation) {

    /** Of a member that has just joined. */
    static final CurrentAssignment NONE =
            new CurrentAssignment(0, 0, MemberState.STABLE, AssignedPartitions.NONE, AssignedPartitions.NONE);

    /** All that the member has, and nobody else may have: also what it is giving up. */
    PartitionSet held() {
        PartitionSet.Builder held = new PartitionSet.Builder();
        assigned.toPartitionSet().byTopic().forEach(held::addAll);
        pendingRevocation.toPartitionSet().byTopic().forEach(held::addAll);
        return held.build();
    }

    /** The next state, which remembers this one's epoch. */
    CurrentAssignment next(
            MemberState nextState,
            int nextEpoch,
            AssignedPartitions nextAssigned,
            AssignedPartitions nextPendingRevocation) {
        return new CurrentAssignment(nextEpoch, memberEpoch, nextState, nextAssigned, nextPendingRevocation);
    }

    /**
     * A static member is away and means to come back: it keeps what it has for whoever comes under its name, and what it
     * was to give up it has given up.
     */
    CurrentAssignment away() {
        return new CurrentAssignment(
                ConsumerGroupHeartbeat.LEAVE_STATIC,
                previousMemberEpoch,
                state,
                assigned.inEpoch(0),
                AssignedPartitions.NONE);
    }

    /** What a member of a classic group has, when the group becomes a consumer group in this epoch. */
    static CurrentAssignment ofGeneration(int generationId, PartitionSet partitions) {
        AssignedPartitions.Builder assigned = new AssignedPartitions.Builder();
        partitions
                .byTopic()
                .forEach((topicId, ofTopic) ->
                        ofTopic.forEach(partition -> assigned.add(topicId, partition, generationId)));
        return new CurrentAssignment(
                generationId, generationId, MemberState.STABLE, assigned.build(), AssignedPartitions.NONE);
    }

    /** A static member came back, as a new process: the next thing it says is what it has. */
    CurrentAssignment back() {
        return new CurrentAssignment(0, 0, state, assigned, pendingRevocation);
    }

    boolean isAway() {
        return memberEpoch == ConsumerGroupHeartbeat.LEAVE_STATIC;
    }
}
