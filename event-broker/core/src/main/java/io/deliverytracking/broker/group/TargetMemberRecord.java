package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionSet;
import org.jspecify.annotations.Nullable;

/**
 * What a member of a consumer group is to have was worked out anew.
 *
 * @param target what it is to have, or null if it is no member any more
 */
record TargetMemberRecord(
        String groupId, String memberId, @Nullable PartitionSet target) implements ConsumerGroupRecord {

    @Override
    public CoordinatorRecord encode() {
        return ConsumerMemberRecordCodec.encode(this);
    }

    @Override
    public boolean isTombstone() {
        return target == null;
    }

    @Override
    public void replay(ConsumerGroup group) {
        group.replay(this);
    }

    @Override
    public @Nullable ConsumerGroupRecord newest(ConsumerGroup group) {
        PartitionSet now = group.findTarget(memberId);
        return now == null ? null : new TargetMemberRecord(groupId, memberId, now);
    }
}
