package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The layout of what concerns one member of a consumer group in {@code __consumer_offsets}.
 *
 * <pre>
 * key    ConsumerGroupMemberMetadataKey               int16 5 | group | member       string, string
 *        ConsumerGroupTargetAssignmentMemberKey       int16 7 | group | member
 *        ConsumerGroupCurrentMemberAssignmentKey      int16 8 | group | member
 *
 * value  all of version 0, in the compact encoding of KIP-482
 *        5      int16 0 | instanceId | rackId | clientId | clientHost | topics          | regex   | rebalanceTimeout
 *                         string?      string?  string     string       array of string   string?   int32
 *               | serverAssignor | tagged: 0 = classicMemberMetadata
 *                 string?
 *                 classicMemberMetadata: int8 1 | sessionTimeout | array of (name | metadata | tagged) | tagged
 *                                                 int32                     string bytes
 *        7      int16 0 | partitions | tagged
 *        8      int16 0 | memberEpoch | previousMemberEpoch | state | assigned   | pendingRevocation | tagged
 *                         int32         int32                 int8    partitions   partitions
 *
 *        partitions     array of: topicId | array of int32 | tagged: 0 = array of the epochs they were assigned in
 * </pre>
 *
 * Timeouts are milliseconds. The epochs are in kind 8 since Kafka 4.3 (KIP-1251); without them partitions count as
 * assigned in the member's own epoch. The tagged field of kind 5 tells of a member that speaks the classic protocol.
 *
 * <p>Source: Apache Kafka's {@code ConsumerGroupMemberMetadataValue.json},
 * {@code ConsumerGroupTargetAssignmentMemberValue.json}, {@code ConsumerGroupCurrentMemberAssignmentValue.json}, as of
 * 4.3.
 */
final class ConsumerMemberRecordCodec {

    private static final short METADATA = 5;
    private static final short TARGET = 7;
    private static final short CURRENT = 8;
    private static final short VERSION = 0;
    private static final int CLASSIC_TAG = 0;
    private static final int EPOCHS_TAG = 0;
    private static final byte PRESENT = 1;

    private ConsumerMemberRecordCodec() {}

    static boolean isOfKind(short kind) {
        return kind == METADATA || kind == TARGET || kind == CURRENT;
    }

    static CoordinatorRecord encode(ConsumerMemberRecord record) {
        ConsumerMemberMetadata metadata = record.metadata();
        return new CoordinatorRecord(
                key(METADATA, record.groupId(), record.memberId()), metadata == null ? null : value(metadata));
    }

    static CoordinatorRecord encode(TargetMemberRecord record) {
        PartitionSet target = record.target();
        return new CoordinatorRecord(
                key(TARGET, record.groupId(), record.memberId()), target == null ? null : value(target));
    }

    static CoordinatorRecord encode(CurrentAssignmentRecord record) {
        CurrentAssignment current = record.current();
        return new CoordinatorRecord(
                key(CURRENT, record.groupId(), record.memberId()), current == null ? null : value(current));
    }

    private static byte[] key(short kind, String groupId, String memberId) {
        return new RecordWriter().int16(kind).string(groupId).string(memberId).toByteArray();
    }

    private static byte[] value(ConsumerMemberMetadata metadata) {
        RecordWriter writer = new RecordWriter()
                .int16(VERSION)
                .compactNullableString(metadata.groupInstanceId())
                .compactNullableString(metadata.rackId())
                .compactString(metadata.clientId())
                .compactString(metadata.clientHost())
                .compactArrayLength(metadata.subscribedTopics().size());
        metadata.subscribedTopics().forEach(writer::compactString);
        writer.compactNullableString(metadata.subscribedRegex())
                .int32(metadata.rebalanceTimeoutMs())
                .compactNullableString(metadata.serverAssignor());
        ClassicMemberMetadata classic = metadata.classic();
        if (classic == null) {
            writer.noTaggedFields();
        } else {
            writer.onlyTaggedField(CLASSIC_TAG, value(classic));
        }
        return writer.toByteArray();
    }

    private static byte[] value(ClassicMemberMetadata classic) {
        RecordWriter writer = new RecordWriter()
                .int8(PRESENT)
                .int32(classic.sessionTimeoutMs())
                .compactArrayLength(classic.protocols().size());
        classic.protocols()
                .forEach(protocol -> writer.compactString(protocol.name())
                        .compactBytes(protocol.metadata())
                        .noTaggedFields());
        return writer.noTaggedFields().toByteArray();
    }

    private static byte[] value(PartitionSet target) {
        RecordWriter writer = new RecordWriter()
                .int16(VERSION)
                .compactArrayLength(target.byTopic().size());
        target.byTopic().forEach((topicId, partitions) -> {
            writer.uuid(topicId).compactArrayLength(partitions.size());
            partitions.forEach(writer::int32);
            writer.noTaggedFields();
        });
        return writer.noTaggedFields().toByteArray();
    }

    private static byte[] value(CurrentAssignment current) {
        RecordWriter writer = new RecordWriter()
                .int16(VERSION)
                .int32(current.memberEpoch())
                .int32(current.previousMemberEpoch())
                .int8(current.state().id());
        write(writer, current.assigned());
        write(writer, current.pendingRevocation());
        return writer.noTaggedFields().toByteArray();
    }

    private static void write(RecordWriter writer, AssignedPartitions partitions) {
        writer.compactArrayLength(partitions.byTopic().size());
        partitions.byTopic().forEach((topicId, epochs) -> {
            writer.uuid(topicId).compactArrayLength(epochs.size());
            epochs.keySet().forEach(writer::int32);
            RecordWriter tagged = new RecordWriter().compactArrayLength(epochs.size());
            epochs.values().forEach(tagged::int32);
            writer.onlyTaggedField(EPOCHS_TAG, tagged.toByteArray());
        });
    }

    /** Decodes a record whose kind, already read from {@code key}, is one of ours. */
    static ConsumerGroupRecord decode(short kind, RecordReader key, byte @Nullable [] value) {
        String groupId = key.string();
        String memberId = key.string();
        RecordReader reader = value == null ? null : ConsumerGroupRecordCodec.versioned(value);
        if (kind == METADATA) {
            return new ConsumerMemberRecord(groupId, memberId, reader == null ? null : metadata(reader));
        }
        if (kind == TARGET) {
            return new TargetMemberRecord(groupId, memberId, reader == null ? null : target(reader));
        }
        return new CurrentAssignmentRecord(groupId, memberId, reader == null ? null : current(reader));
    }

    private static ConsumerMemberMetadata metadata(RecordReader reader) {
        String instanceId = reader.compactNullableString();
        String rackId = reader.compactNullableString();
        String clientId = reader.compactString();
        String clientHost = reader.compactString();
        SortedSet<String> topics = new TreeSet<>();
        int count = reader.compactArrayLength();
        for (int i = 0; i < count; i++) {
            topics.add(reader.compactString());
        }
        String regex = reader.compactNullableString();
        int rebalanceTimeoutMs = reader.int32();
        String serverAssignor = reader.compactNullableString();
        List<ClassicMemberMetadata> classic = new ArrayList<>(1);
        reader.taggedFields((tag, field) -> {
            if (tag == CLASSIC_TAG && field.int8() == PRESENT) {
                classic.add(classic(field));
            }
        });
        return new ConsumerMemberMetadata(
                instanceId,
                rackId,
                clientId,
                clientHost,
                topics,
                regex,
                rebalanceTimeoutMs,
                serverAssignor,
                classic.isEmpty() ? null : classic.get(0));
    }

    private static ClassicMemberMetadata classic(RecordReader reader) {
        int sessionTimeoutMs = reader.int32();
        int count = reader.compactArrayLength();
        List<JoinGroup.Protocol> protocols = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            protocols.add(new JoinGroup.Protocol(reader.compactString(), reader.compactBytes()));
            reader.skipTaggedFields();
        }
        if (protocols.isEmpty()) {
            throw new RecordFormatException("A member of the classic protocol knows no protocol");
        }
        return new ClassicMemberMetadata(sessionTimeoutMs, protocols);
    }

    private static PartitionSet target(RecordReader reader) {
        PartitionSet.Builder target = new PartitionSet.Builder();
        int topics = reader.compactArrayLength();
        for (int i = 0; i < topics; i++) {
            target.addAll(reader.uuid(), int32s(reader));
            reader.skipTaggedFields();
        }
        return target.build();
    }

    private static CurrentAssignment current(RecordReader reader) {
        int memberEpoch = reader.int32();
        int previousMemberEpoch = reader.int32();
        MemberState state = MemberState.ofId(reader.int8());
        return new CurrentAssignment(
                memberEpoch, previousMemberEpoch, state, assigned(reader, memberEpoch), assigned(reader, memberEpoch));
    }

    private static AssignedPartitions assigned(RecordReader reader, int memberEpoch) {
        AssignedPartitions.Builder assigned = new AssignedPartitions.Builder();
        int topics = reader.compactArrayLength();
        for (int i = 0; i < topics; i++) {
            Uuid topicId = reader.uuid();
            List<Integer> partitions = int32s(reader);
            List<Integer> epochs = new ArrayList<>();
            reader.taggedFields((tag, field) -> {
                if (tag == EPOCHS_TAG) {
                    epochs.addAll(int32s(field));
                }
            });
            for (int j = 0; j < partitions.size(); j++) {
                assigned.add(topicId, partitions.get(j), j < epochs.size() ? epochs.get(j) : Math.max(memberEpoch, 0));
            }
        }
        return assigned.build();
    }

    private static List<Integer> int32s(RecordReader reader) {
        int count = reader.compactArrayLength();
        List<Integer> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(reader.int32());
        }
        return values;
    }
}
