package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * The topics that a consumer group reads are forgotten. Kafka kept them so before version 4.1; since then a hash stands
 * for them ({@link ConsumerGroupEpochRecord}), and what is left to say is that they are gone, whenever a group goes.
 */
record PartitionMetadataRecord(String groupId) implements ConsumerGroupRecord {

    @Override
    public CoordinatorRecord encode() {
        return ConsumerGroupRecordCodec.encode(this);
    }

    @Override
    public boolean isTombstone() {
        return true;
    }

    @Override
    public void replay(ConsumerGroup group) {}

    @Override
    public @Nullable ConsumerGroupRecord newest(ConsumerGroup group) {
        return null;
    }
}
