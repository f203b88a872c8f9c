package io.deliverytracking.broker.group;

import java.util.OptionalLong;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a committed offset in {@code __consumer_offsets}.
 *
 * <pre>
 * key    OffsetCommitKey, version 0 or 1 (written: 1)
 *        +---------+-------+-------+-----------+
 *        | int16 1 | group | topic | partition |     string, string, int32
 *        +---------+-------+-------+-----------+
 *
 * value  OffsetCommitValue, version 0 to 4 (written: 4, or 1 for an offset with an expiry of its own)
 *        0, 2    int16 | offset | metadata | commitTimestamp
 *        1       int16 | offset | metadata | commitTimestamp | expireTimestamp
 *        3       int16 | offset | leaderEpoch | metadata | commitTimestamp
 *        4       int16 | offset | leaderEpoch | metadata (compact) | commitTimestamp | tagged: 0 = topicId
 * </pre>
 *
 * Offsets and timestamps are int64, the leader epoch is int32. Version 1 has no room for a leader epoch:
 * a client that still sets a retention (OffsetCommit up to version 4) does not send one.
 *
 * <p>Source: Apache Kafka's {@code OffsetCommitKey.json} and {@code OffsetCommitValue.json}; it writes the
 * same versions since 4.1.
 */
final class OffsetRecordCodec {

    static final short LOWEST_KEY_VERSION = 0;
    static final short HIGHEST_KEY_VERSION = 1;

    private static final short EXPIRING = 1;
    private static final short WITH_LEADER_EPOCH = 3;
    private static final short FLEXIBLE = 4;
    private static final int TOPIC_ID_TAG = 0;
    private static final int TOPIC_ID_BYTES = 16;

    private OffsetRecordCodec() {}

    static CoordinatorRecord encode(OffsetRecord record) {
        byte[] key = new RecordWriter()
                .int16(HIGHEST_KEY_VERSION)
                .string(record.groupId())
                .string(record.topic())
                .int32(record.partition())
                .toByteArray();
        CommittedOffset committed = record.committed();
        if (committed == null) {
            return new CoordinatorRecord(key, null);
        }
        byte[] value = committed.expireTimestampMs().isPresent()
                ? expiringValue(committed, committed.expireTimestampMs().getAsLong())
                : flexibleValue(committed);
        return new CoordinatorRecord(key, value);
    }

    /** Decodes a record whose key version, already read from {@code key}, is one of ours. */
    static OffsetRecord decode(RecordReader key, byte @Nullable [] value) {
        String groupId = key.string();
        String topic = key.string();
        int partition = key.int32();
        return new OffsetRecord(groupId, topic, partition, value == null ? null : value(new RecordReader(value)));
    }

    private static byte[] expiringValue(CommittedOffset committed, long expireTimestampMs) {
        return new RecordWriter()
                .int16(EXPIRING)
                .int64(committed.offset())
                .string(committed.metadata())
                .int64(committed.commitTimestampMs())
                .int64(expireTimestampMs)
                .toByteArray();
    }

    private static byte[] flexibleValue(CommittedOffset committed) {
        RecordWriter writer = new RecordWriter()
                .int16(FLEXIBLE)
                .int64(committed.offset())
                .int32(committed.leaderEpoch())
                .compactString(committed.metadata())
                .int64(committed.commitTimestampMs());
        if (committed.topicId().equals(Uuid.ZERO_UUID)) {
            writer.varint(0);
        } else {
            writer.varint(1).varint(TOPIC_ID_TAG).varint(TOPIC_ID_BYTES).uuid(committed.topicId());
        }
        return writer.toByteArray();
    }

    private static CommittedOffset value(RecordReader reader) {
        short version = reader.int16();
        if (version < 0 || version > FLEXIBLE) {
            throw new RecordFormatException("OffsetCommitValue of unknown version " + version);
        }
        long offset = reader.int64();
        int leaderEpoch = version >= WITH_LEADER_EPOCH ? reader.int32() : CommittedOffset.NO_LEADER_EPOCH;
        String metadata = version >= FLEXIBLE ? reader.compactString() : reader.string();
        long commitTimestampMs = reader.int64();
        OptionalLong expireTimestampMs = version == EXPIRING ? expiry(reader.int64()) : OptionalLong.empty();
        Uuid topicId = version >= FLEXIBLE ? topicId(reader) : Uuid.ZERO_UUID;
        return new CommittedOffset(offset, leaderEpoch, metadata, commitTimestampMs, expireTimestampMs, topicId);
    }

    private static OptionalLong expiry(long expireTimestampMs) {
        return expireTimestampMs == -1 ? OptionalLong.empty() : OptionalLong.of(expireTimestampMs);
    }

    private static Uuid topicId(RecordReader reader) {
        Uuid topicId = Uuid.ZERO_UUID;
        int fields = reader.varint();
        for (int i = 0; i < fields; i++) {
            int tag = reader.varint();
            int length = reader.varint();
            if (tag == TOPIC_ID_TAG && length == TOPIC_ID_BYTES) {
                topicId = reader.uuid();
            } else {
                reader.raw(length);
            }
        }
        return topicId;
    }
}
