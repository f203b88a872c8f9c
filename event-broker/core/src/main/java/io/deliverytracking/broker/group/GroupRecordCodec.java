package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * Tells the records of {@code __consumer_offsets} apart: the version of the key is the kind of record.
 *
 * <p>Kinds 3 and up belong to the consumer protocol of KIP-848, to share and to streams groups. This
 * coordinator has no such groups and passes over such records, as Apache Kafka does with kinds it does
 * not know.
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
        return null;
    }
}
