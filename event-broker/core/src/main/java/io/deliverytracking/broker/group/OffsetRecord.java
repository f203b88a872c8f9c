package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * A group's committed offset of one partition was set, or forgotten.
 *
 * @param committed the new committed offset, or null if the group has none from here on
 */
record OffsetRecord(
        String groupId,
        String topic,
        int partition,
        @Nullable CommittedOffset committed) implements GroupRecord {

    @Override
    public CoordinatorRecord encode() {
        return OffsetRecordCodec.encode(this);
    }

    @Override
    public void replay(GroupStore store) {
        store.replay(this);
    }
}
