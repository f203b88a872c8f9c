package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * Tells the records of {@code __consumer_offsets} apart: the version of the key is the kind of record.
 *
 * <p>Kinds 9 to 15 and 17 and up belong to share and to streams groups. This coordinator has no such groups and passes
 * over such records, as Apache Kafka does with kinds it does not know; so it does with kind 4 unless
 * it is a tombstone: the subscribed topics of a consumer group before Kafka 4.1, for which a hash in kind 3 stands since
 * (KIP-1101).
 */
final class GroupRecordCodec {

    private GroupRecordCodec() {}

    /** The record in these bytes, or null if it is of a kind that this coordinator has no use for. */
    static @Nullable GroupRecord decode(CoordinatorRecord record) {
        RecordReader key = new RecordReader(record.key());
        short kind = key.int16();
        if (kind >= OffsetRecordCodec.LOWEST_KEY_VERSION && kind <= OffsetRecordCodec.HIGHEST_KEY_VERSION) {
            return OffsetRecordCodec.decode(key, record.value());
        }
        if (kind == GroupMetadataRecordCodec.KEY_VERSION) {
            return GroupMetadataRecordCodec.decode(key, record.value());
        }
        if (ConsumerGroupRecordCodec.isOfKind(kind, record.value() == null)) {
            return ConsumerGroupRecordCodec.decode(kind, key, record.value());
        }
        if (ConsumerMemberRecordCodec.isOfKind(kind)) {
            return ConsumerMemberRecordCodec.decode(kind, key, record.value());
        }
        return null;
    }
}
