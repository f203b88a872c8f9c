package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * A member of a consumer group got or gave up partitions, or is in another epoch.
 *
 * @param current what it has, or null if it has nothing any more and its epoch means nothing
 */
record CurrentAssignmentRecord(
        String groupId, String memberId, @Nullable CurrentAssignment current) implements ConsumerGroupRecord {

    @Override
    public CoordinatorRecord encode() {
        return ConsumerMemberRecordCodec.encode(this);
    }

    @Override
    public boolean isTombstone() {
        return current == null;
    }

    @Override
    public void replay(ConsumerGroup group) {
        group.replay(this);
    }

    @Override
    public @Nullable ConsumerGroupRecord newest(ConsumerGroup group) {
        ConsumerMember member = group.members().find(memberId);
        return member == null ? null : new CurrentAssignmentRecord(groupId, memberId, member.current());
    }
}
