package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * A member of a consumer group: what it said, and what it has.
 *
 * <p>Threading: immutable; the group replaces it when either half is written anew.
 */
record ConsumerMember(String memberId, ConsumerMemberMetadata metadata, CurrentAssignment current)
        implements GroupMembers.Identity {

    /** A member that has said nothing yet. */
    static ConsumerMember unknown(String memberId) {
        return new ConsumerMember(memberId, ConsumerMemberMetadata.UNKNOWN, CurrentAssignment.NONE);
    }

    ConsumerMember with(ConsumerMemberMetadata newMetadata) {
        return new ConsumerMember(memberId, newMetadata, current);
    }

    ConsumerMember with(CurrentAssignment newCurrent) {
        return new ConsumerMember(memberId, metadata, newCurrent);
    }

    @Override
    public @Nullable String groupInstanceId() {
        return metadata.groupInstanceId();
    }

    /** Whether it speaks the classic protocol. */
    boolean isClassic() {
        return metadata.classic() != null;
    }

    int epoch() {
        return current.memberEpoch();
    }

    /** Whether the member has met the target assignment of this epoch. */
    boolean isReconciledTo(int assignmentEpoch) {
        return current.state() == MemberState.STABLE && current.memberEpoch() == assignmentEpoch;
    }
}
