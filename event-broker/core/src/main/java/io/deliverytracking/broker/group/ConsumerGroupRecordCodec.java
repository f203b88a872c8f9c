package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.ConsumerGroupEpochRecord.GroupEpoch;
import io.deliverytracking.broker.group.TargetEpochRecord.TargetEpoch;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The layout of what concerns a consumer group as a whole in {@code __consumer_offsets}.
 *
 * <pre>
 * key    ConsumerGroupMetadataKey                     int16  3 | group
 *        ConsumerGroupPartitionMetadataKey            int16  4 | group                         only without a value
 *        ConsumerGroupTargetAssignmentMetadataKey     int16  6 | group
 *        ConsumerGroupRegularExpressionKey            int16 16 | group | regex                 string, string
 *
 * value  all of version 0, in the compact encoding of KIP-482
 *         3     int16 0 | epoch | tagged: 0 = metadataHash                       int32, int64
 *         6     int16 0 | assignmentEpoch | tagged: 0 = timestamp                int32, int64
 *        16     int16 0 | topics | metadataVersion | timestamp | tagged          array of string, int64, int64
 * </pre>
 *
 * A tagged field that is 0 is left out.
 *
 * <p>Source: Apache Kafka's {@code ConsumerGroupMetadataValue.json},
 * {@code ConsumerGroupTargetAssignmentMetadataValue.json}, {@code ConsumerGroupRegularExpressionValue.json}, as of 4.3.
 */
final class ConsumerGroupRecordCodec {

    private static final short GROUP_EPOCH = 3;
    private static final short PARTITION_METADATA = 4;
    private static final short TARGET_EPOCH = 6;
    private static final short REGEX = 16;
    private static final short VERSION = 0;
    private static final int ONLY_TAG = 0;

    private ConsumerGroupRecordCodec() {}

    /** Whether the record is one of ours. The topics of an older Kafka's group are not, but that they are gone is. */
    static boolean isOfKind(short kind, boolean isTombstone) {
        return kind == GROUP_EPOCH
                || kind == TARGET_EPOCH
                || kind == REGEX
                || (kind == PARTITION_METADATA && isTombstone);
    }

    static CoordinatorRecord encode(ConsumerGroupEpochRecord record) {
        GroupEpoch value = record.groupEpoch();
        return new CoordinatorRecord(
                key(GROUP_EPOCH, record.groupId()).toByteArray(),
                value == null ? null : epochAndTag(value.epoch(), value.metadataHash()));
    }

    static CoordinatorRecord encode(PartitionMetadataRecord record) {
        return new CoordinatorRecord(key(PARTITION_METADATA, record.groupId()).toByteArray(), null);
    }

    static CoordinatorRecord encode(TargetEpochRecord record) {
        TargetEpoch value = record.targetEpoch();
        return new CoordinatorRecord(
                key(TARGET_EPOCH, record.groupId()).toByteArray(),
                value == null ? null : epochAndTag(value.epoch(), value.timestampMs()));
    }

    static CoordinatorRecord encode(RegexRecord record) {
        byte[] key = key(REGEX, record.groupId()).string(record.regex()).toByteArray();
        ResolvedRegex resolved = record.resolved();
        if (resolved == null) {
            return new CoordinatorRecord(key, null);
        }
        RecordWriter value = new RecordWriter()
                .int16(VERSION)
                .compactArrayLength(resolved.topics().size());
        resolved.topics().forEach(value::compactString);
        value.int64(resolved.metadataVersion()).int64(resolved.timestampMs()).noTaggedFields();
        return new CoordinatorRecord(key, value.toByteArray());
    }

    private static RecordWriter key(short kind, String groupId) {
        return new RecordWriter().int16(kind).string(groupId);
    }

    private static byte[] epochAndTag(int epoch, long tagged) {
        RecordWriter writer = new RecordWriter().int16(VERSION).int32(epoch);
        if (tagged == 0) {
            writer.noTaggedFields();
        } else {
            writer.onlyTaggedField(ONLY_TAG, new RecordWriter().int64(tagged).toByteArray());
        }
        return writer.toByteArray();
    }

    /** Decodes a record whose kind, already read from {@code key}, is one of ours. */
    static ConsumerGroupRecord decode(short kind, RecordReader key, byte @Nullable [] value) {
        String groupId = key.string();
        if (kind == PARTITION_METADATA) {
            return new PartitionMetadataRecord(groupId);
        }
        if (kind == REGEX) {
            return new RegexRecord(groupId, key.string(), value == null ? null : regex(versioned(value)));
        }
        if (kind == GROUP_EPOCH) {
            return new ConsumerGroupEpochRecord(groupId, value == null ? null : groupEpoch(versioned(value)));
        }
        return new TargetEpochRecord(groupId, value == null ? null : targetEpoch(versioned(value)));
    }

    private static GroupEpoch groupEpoch(RecordReader reader) {
        return new GroupEpoch(reader.int32(), onlyTag(reader));
    }

    private static TargetEpoch targetEpoch(RecordReader reader) {
        return new TargetEpoch(reader.int32(), onlyTag(reader));
    }

    private static long onlyTag(RecordReader reader) {
        long[] found = new long[1];
        reader.taggedFields((tag, field) -> {
            if (tag == ONLY_TAG) {
                found[0] = field.int64();
            }
        });
        return found[0];
    }

    private static ResolvedRegex regex(RecordReader reader) {
        SortedSet<String> topics = new TreeSet<>();
        int count = reader.compactArrayLength();
        for (int i = 0; i < count; i++) {
            topics.add(reader.compactString());
        }
        return new ResolvedRegex(topics, reader.int64(), reader.int64());
    }

    /** Passes over the version of a value, which is the only one there is. */
    static RecordReader versioned(byte[] value) {
        RecordReader reader = new RecordReader(value);
        short version = reader.int16();
        if (version != VERSION) {
            throw new RecordFormatException("A record of a consumer group has unknown version " + version);
        }
        return reader;
    }
}
