package io.deliverytracking.broker.group;

/**
 * One change of a coordinator shard's durable state. There is no other way to change it: a decision
 * emits records, and {@link #replay} applies them, live and when a shard is loaded from its log.
 */
sealed interface GroupRecord permits OffsetRecord, GroupMetadataRecord, ConsumerGroupRecord {

    /** The group that changes. */
    String groupId();

    /** The record's bytes in {@code __consumer_offsets}. */
    CoordinatorRecord encode();

    /** Applies the change to a shard's state. */
    void replay(GroupStore store);
}
