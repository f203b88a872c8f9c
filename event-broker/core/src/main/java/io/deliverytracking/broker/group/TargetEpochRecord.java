package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * The target assignment of a consumer group is complete for an epoch. Written after what each member is to have: a log
 * that ends between leaves a target of an older epoch, which is worked out again.
 *
 * @param targetEpoch the epoch of the target assignment, or null if there is none any more
 */
record TargetEpochRecord(String groupId, @Nullable TargetEpoch targetEpoch) implements ConsumerGroupRecord {

    /**
     * @param epoch the group epoch that it was worked out for
     * @param timestampMs when, in milliseconds since the epoch; 0 if unknown (before Kafka 4.3)
     */
    record TargetEpoch(int epoch, long timestampMs) {

        /** Of a group that has assigned nothing yet. */
        static final TargetEpoch INITIAL = new TargetEpoch(1, 0);
    }

    @Override
    public CoordinatorRecord encode() {
        return ConsumerGroupRecordCodec.encode(this);
    }

    @Override
    public boolean isTombstone() {
        return targetEpoch == null;
    }

    @Override
    public void replay(ConsumerGroup group) {
        group.replay(this);
    }

    @Override
    public ConsumerGroupRecord newest(ConsumerGroup group) {
        return new TargetEpochRecord(groupId, group.targetEpoch());
    }
}
