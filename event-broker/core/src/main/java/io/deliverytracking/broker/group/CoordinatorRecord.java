package io.deliverytracking.broker.group;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one record in {@code __consumer_offsets}, in Apache Kafka's own layout.
 *
 * <p>The arrays are handed over, not copied: neither side changes them afterwards.
 *
 * @param key says what the record is about; compaction keeps the newest record of each key
 * @param value the new state, or null to remove what the key names (a tombstone)
 */
public record CoordinatorRecord(byte[] key, byte @Nullable [] value) {

    /** Bytes of key and value, without the framing of a record batch. */
    public int sizeInBytes() {
        return key.length + (value == null ? 0 : value.length);
    }
}
