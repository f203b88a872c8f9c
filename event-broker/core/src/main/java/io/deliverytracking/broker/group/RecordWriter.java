package io.deliverytracking.broker.group;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Writes the primitive types of Kafka's message formats, big-endian.
 *
 * <p>Source: the protocol guide, "Protocol Primitive Types"; KIP-482 (compact and tagged types).
 */
final class RecordWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

    RecordWriter int8(int value) {
        if (value != (byte) value) {
            throw new IllegalArgumentException(value + " does not fit into 8 bits");
        }
        out.write(value);
        return this;
    }

    RecordWriter int16(int value) {
        if (value != (short) value) {
            throw new IllegalArgumentException(value + " does not fit into 16 bits");
        }
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    RecordWriter int32(int value) {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    RecordWriter int64(long value) {
        return int32((int) (value >>> Integer.SIZE)).int32((int) value);
    }

    RecordWriter uuid(Uuid value) {
        return int64(value.getMostSignificantBits()).int64(value.getLeastSignificantBits());
    }

    RecordWriter string(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return int16(utf8.length).raw(utf8);
    }

    RecordWriter nullableString(@Nullable String value) {
        return value == null ? int16(-1) : string(value);
    }

    RecordWriter compactString(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return varint(utf8.length + 1).raw(utf8);
    }

    RecordWriter compactNullableString(@Nullable String value) {
        return value == null ? varint(0) : compactString(value);
    }

    RecordWriter compactArrayLength(int length) {
        return varint(length + 1);
    }

    /** The only tagged field of a structure. */
    RecordWriter onlyTaggedField(int tag, byte[] value) {
        return varint(1).varint(tag).varint(value.length).raw(value);
    }

    RecordWriter noTaggedFields() {
        return varint(0);
    }

    RecordWriter bytes(byte[] value) {
        return int32(value.length).raw(value);
    }

    RecordWriter compactBytes(byte[] value) {
        return varint(value.length + 1).raw(value);
    }

    /** An unsigned variable-length integer: seven bits a byte, lowest first. */
    RecordWriter varint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private RecordWriter raw(byte[] value) {
        out.write(value, 0, value.length);
        return this;
    }
}
