package io.deliverytracking.broker.metadata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Readable;
import org.apache.kafka.common.protocol.Writable;
import org.jspecify.annotations.Nullable;

/**
 * The two compound types of metadata records.
 *
 * <pre>
 * string := (length + 1):uvarint utf8*          0 stands for null
 * ints   := count:uvarint varint*
 * </pre>
 */
final class MetadataBytes {

    private MetadataBytes() {}

    static void writeString(Writable out, @Nullable String value) {
        if (value == null) {
            out.writeUnsignedVarint(0);
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.writeUnsignedVarint(utf8.length + 1);
        out.writeByteArray(utf8);
    }

    static @Nullable String readNullableString(Readable in) {
        int length = in.readUnsignedVarint() - 1;
        if (length < 0) {
            return null;
        }
        return in.readString(length);
    }

    static String readString(Readable in) {
        String value = readNullableString(in);
        if (value == null) {
            throw new IllegalArgumentException("null where a string must be");
        }
        return value;
    }

    static void writeInts(Writable out, List<Integer> values) {
        out.writeUnsignedVarint(values.size());
        for (int value : values) {
            out.writeVarint(value);
        }
    }

    static List<Integer> readInts(Readable in) {
        int count = in.readUnsignedVarint();
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.readVarint());
        }
        return values;
    }
}
