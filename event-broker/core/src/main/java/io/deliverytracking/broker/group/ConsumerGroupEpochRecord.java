package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * A consumer group reached a new epoch, or was removed.
 *
 * @param groupEpoch the new epoch, or null if the group is no more
 */
record ConsumerGroupEpochRecord(String groupId, @Nullable GroupEpoch groupEpoch) implements ConsumerGroupRecord {

    /**
     * @param epoch grows with each change of members, subscriptions or topics
     * @param metadataHash stands for the subscribed topics and their numbers of partitions
     */
    record GroupEpoch(int epoch, long metadataHash) {

        /** Of a group that nobody reads anything in yet: a member's epoch is never 0, which stands for joining. */
        static final GroupEpoch INITIAL = new GroupEpoch(1, 0);
    }

    @Override
    public CoordinatorRecord encode() {
        return ConsumerGroupRecordCodec.encode(this);
    }

    @Override
    public boolean isTombstone() {
        return groupEpoch == null;
    }

    @Override
    public void replay(GroupStore store) {
        if (groupEpoch == null) {
            store.removeConsumerGroup(groupId);
        } else {
            replay(store.findOrCreateConsumerGroup(groupId));
        }
    }

    @Override
    public void replay(ConsumerGroup group) {
        group.replay(this);
    }

    @Override
    public ConsumerGroupRecord newest(ConsumerGroup group) {
        return new ConsumerGroupEpochRecord(groupId, group.groupEpoch());
    }
}
