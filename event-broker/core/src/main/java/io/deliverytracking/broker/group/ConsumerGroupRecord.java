package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * One change of a consumer group's durable state.
 *
 * <p>A log that was compacted, or restated while it was written, may say things in another order than they happened: a
 * member's assignment before the member, a member before its group. So every record but a tombstone makes what it is
 * about, and a tombstone for what is not there means nothing.
 */
sealed interface ConsumerGroupRecord extends GroupRecord
        permits ConsumerGroupEpochRecord,
                ConsumerMemberRecord,
                CurrentAssignmentRecord,
                PartitionMetadataRecord,
                RegexRecord,
                TargetEpochRecord,
                TargetMemberRecord {

    /** Whether what the record is about is no more. */
    boolean isTombstone();

    /** Applies the change to its group. */
    void replay(ConsumerGroup group);

    /** What holds now for what this record is about; null if nothing does. */
    @Nullable
    ConsumerGroupRecord newest(ConsumerGroup group);

    @Override
    default void replay(GroupStore store) {
        ConsumerGroup group =
                isTombstone() ? store.consumerGroup(groupId()) : store.findOrCreateConsumerGroup(groupId());
        if (group != null) {
            replay(group);
        }
    }
}
