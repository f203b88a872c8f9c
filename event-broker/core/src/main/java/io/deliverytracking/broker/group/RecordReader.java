package io.deliverytracking.broker.group;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Reads the primitive types of Kafka's message formats, big-endian, from one array.
 *
 * <p>Failure: running past the end or a negative length is a {@link RecordFormatException}.
 *
 * <p>Source: the protocol guide, "Protocol Primitive Types"; KIP-482 (compact and tagged types).
 */
final class RecordReader {

    private final ByteBuffer buffer;

    RecordReader(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes);
    }

    byte int8() {
        return need(1).get();
    }

    short int16() {
        return need(Short.BYTES).getShort();
    }

    int int32() {
        return need(Integer.BYTES).getInt();
    }

    long int64() {
        return need(Long.BYTES).getLong();
    }

    Uuid uuid() {
        need(2 * Long.BYTES);
        return new Uuid(buffer.getLong(), buffer.getLong());
    }

    String string() {
        return required(nullableString());
    }

    @Nullable
    String nullableString() {
        return text(int16());
    }

    String compactString() {
        return required(compactNullableString());
    }

    @Nullable
    String compactNullableString() {
        return text(varint() - 1);
    }

    byte[] bytes() {
        return raw(int32());
    }

    byte @Nullable [] nullableBytes() {
        int length = int32();
        return length == -1 ? null : raw(length);
    }

    byte[] compactBytes() {
        return raw(varint() - 1);
    }

    /** Length of an array. Each element takes at least one byte, which bounds a length that lies. */
    int arrayLength() {
        return boundedLength(int32());
    }

    int compactArrayLength() {
        return boundedLength(varint() - 1);
    }

    /** An unsigned variable-length integer: seven bits a byte, lowest first. */
    int varint() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte next = need(1).get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new RecordFormatException("A varint of more than five bytes ends at position " + buffer.position());
    }

    /** Passes over the tagged fields at the end of a structure. */
    void skipTaggedFields() {
        int count = varint();
        for (int i = 0; i < count; i++) {
            varint();
            raw(varint());
        }
    }

    /** Hands each tagged field at the end of a structure to {@code sink}, which may leave it unread. */
    void taggedFields(BiConsumer<Integer, RecordReader> sink) {
        int count = varint();
        for (int i = 0; i < count; i++) {
            int tag = varint();
            sink.accept(tag, new RecordReader(raw(varint())));
        }
    }

    byte[] raw(int length) {
        byte[] bytes = new byte[boundedLength(length)];
        need(length).get(bytes);
        return bytes;
    }

    private @Nullable String text(int length) {
        return length == -1 ? null : new String(raw(length), StandardCharsets.UTF_8);
    }

    private int boundedLength(int length) {
        if (length < 0 || length > buffer.remaining()) {
            throw new RecordFormatException("Length " + length + " at position " + buffer.position() + " with "
                    + buffer.remaining() + " bytes left");
        }
        return length;
    }

    private ByteBuffer need(int length) {
        if (length > buffer.remaining()) {
            throw new RecordFormatException(
                    length + " bytes wanted at position " + buffer.position() + ", " + buffer.remaining() + " left");
        }
        return buffer;
    }

    private static String required(@Nullable String text) {
        if (text == null) {
            throw new RecordFormatException("Null where a string is required");
        }
        return text;
    }
}
