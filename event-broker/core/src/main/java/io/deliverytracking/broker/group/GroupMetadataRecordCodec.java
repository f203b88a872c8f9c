package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.GroupMetadata.MemberMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a classic group in {@code __consumer_offsets}.
 *
 * <pre>
 * key    GroupMetadataKey, version 2
 *        +---------+-------+
 *        | int16 2 | group |                                     string
 *        +---------+-------+
 *
 * value  GroupMetadataValue, version 0 to 4 (written: 3)
 *        int16 | protocolType | generation | protocol | leader | stateTimestamp (2+) | members
 *        string  int32          string?      string?    int64                          array of
 *
 *        memberId | groupInstanceId (3+) | clientId | clientHost | rebalanceTimeout (1+) | sessionTimeout
 *        string     string?                string     string       int32                   int32
 *        | subscription | assignment
 *          bytes          bytes
 * </pre>
 *
 * Version 4 holds the same fields in the compact encoding of KIP-482. Timeouts are milliseconds.
 *
 * <p>Source: Apache Kafka's {@code GroupMetadataKey.json} and {@code GroupMetadataValue.json}.
 */
final class GroupMetadataRecordCodec {

    static final short KEY_VERSION = 2;

    private static final short WITH_REBALANCE_TIMEOUT = 1;
    private static final short WITH_STATE_TIMESTAMP = 2;
    private static final short WITH_INSTANCE_ID = 3;
    private static final short FLEXIBLE = 4;

    private GroupMetadataRecordCodec() {}

    static CoordinatorRecord encode(GroupMetadataRecord record) {
        byte[] key =
                new RecordWriter().int16(KEY_VERSION).string(record.groupId()).toByteArray();
        GroupMetadata metadata = record.metadata();
        return new CoordinatorRecord(key, metadata == null ? null : value(metadata));
    }

    /** Decodes a record whose key version, already read from {@code key}, is ours. */
    static GroupMetadataRecord decode(RecordReader key, byte @Nullable [] value) {
        return new GroupMetadataRecord(key.string(), value == null ? null : value(new RecordReader(value)));
    }

    private static byte[] value(GroupMetadata metadata) {
        RecordWriter writer = new RecordWriter()
                .int16(WITH_INSTANCE_ID)
                .string(metadata.protocolType())
                .int32(metadata.generationId())
                .nullableString(metadata.protocol())
                .nullableString(metadata.leaderId())
                .int64(metadata.stateTimestampMs())
                .int32(metadata.members().size());
        for (MemberMetadata member : metadata.members()) {
            writer.string(member.memberId())
                    .nullableString(member.groupInstanceId())
                    .string(member.clientId())
                    .string(member.clientHost())
                    .int32(member.rebalanceTimeoutMs())
                    .int32(member.sessionTimeoutMs())
                    .bytes(member.subscription())
                    .bytes(member.assignment());
        }
        return writer.toByteArray();
    }

    private static GroupMetadata value(RecordReader reader) {
        short version = reader.int16();
        if (version < 0 || version > FLEXIBLE) {
            throw new RecordFormatException("GroupMetadataValue of unknown version " + version);
        }
        boolean flexible = version >= FLEXIBLE;
        String protocolType = flexible ? reader.compactString() : reader.string();
        int generationId = reader.int32();
        String protocol = flexible ? reader.compactNullableString() : reader.nullableString();
        String leaderId = flexible ? reader.compactNullableString() : reader.nullableString();
        long stateTimestampMs = version >= WITH_STATE_TIMESTAMP ? reader.int64() : GroupMetadata.NO_TIMESTAMP;
        int count = flexible ? reader.compactArrayLength() : reader.arrayLength();
        List<MemberMetadata> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(flexible ? flexibleMember(reader) : member(reader, version));
        }
        return new GroupMetadata(protocolType, generationId, protocol, leaderId, stateTimestampMs, members);
    }

    private static MemberMetadata member(RecordReader reader, short version) {
        String memberId = reader.string();
        String groupInstanceId = version >= WITH_INSTANCE_ID ? reader.nullableString() : null;
        String clientId = reader.string();
        String clientHost = reader.string();
        int rebalanceTimeoutMs = version >= WITH_REBALANCE_TIMEOUT ? reader.int32() : -1;
        int sessionTimeoutMs = reader.int32();
        return new MemberMetadata(
                memberId,
                groupInstanceId,
                clientId,
                clientHost,
                rebalanceTimeout(rebalanceTimeoutMs, sessionTimeoutMs),
                sessionTimeoutMs,
                reader.bytes(),
                reader.bytes());
    }

    private static MemberMetadata flexibleMember(RecordReader reader) {
        String memberId = reader.compactString();
        String groupInstanceId = reader.compactNullableString();
        String clientId = reader.compactString();
        String clientHost = reader.compactString();
        int rebalanceTimeoutMs = reader.int32();
        int sessionTimeoutMs = reader.int32();
        byte[] subscription = reader.compactBytes();
        byte[] assignment = reader.compactBytes();
        reader.skipTaggedFields();
        return new MemberMetadata(
                memberId,
                groupInstanceId,
                clientId,
                clientHost,
                rebalanceTimeout(rebalanceTimeoutMs, sessionTimeoutMs),
                sessionTimeoutMs,
                subscription,
                assignment);
    }

    /** Members of the first protocol version have one timeout for both purposes. */
    private static int rebalanceTimeout(int rebalanceTimeoutMs, int sessionTimeoutMs) {
        return rebalanceTimeoutMs == -1 ? sessionTimeoutMs : rebalanceTimeoutMs;
    }
}
