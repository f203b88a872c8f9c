package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * A member of a consumer group said something new about itself, or is gone.
 *
 * @param metadata what it says, or null if it is no member any more
 */
record ConsumerMemberRecord(
        String groupId, String memberId, @Nullable ConsumerMemberMetadata metadata) implements ConsumerGroupRecord {

    @Override
    public CoordinatorRecord encode() {
        return ConsumerMemberRecordCodec.encode(this);
    }

    @Override
    public boolean isTombstone() {
        return metadata == null;
    }

    @Override
    public void replay(ConsumerGroup group) {
        group.replay(this);
    }

    @Override
    public @Nullable ConsumerGroupRecord newest(ConsumerGroup group) {
        ConsumerMember member = group.members().find(memberId);
        return member == null ? null : new ConsumerMemberRecord(groupId, memberId, member.metadata());
    }
}
