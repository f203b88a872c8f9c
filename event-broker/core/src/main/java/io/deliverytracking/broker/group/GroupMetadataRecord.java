package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * A classic group reached a new durable state, or was removed.
 *
 * @param metadata the group's new durable state, or null if the group is no more
 */
record GroupMetadataRecord(String groupId, @Nullable GroupMetadata metadata) implements GroupRecord {

    @Override
    public CoordinatorRecord encode() {
        return GroupMetadataRecordCodec.encode(this);
    }

    @Override
    public void replay(GroupStore store) {
        store.replay(this);
    }
}
