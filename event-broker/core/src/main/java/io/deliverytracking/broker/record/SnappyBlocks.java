package io.deliverytracking.broker.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Whether the blocks of a snappy stream can be as large as they say. The decompressor allocates by a block's own word, up to
 * two gigabytes for ten bytes; so this is asked before.
 *
 * <pre>
 *   snappy-java, in Kafka's clients:  (magic 0x82 "SNAPPY" 0 | version int32 | compatible int32 | (length int32 | block)*)*
 *   others (librdkafka):              one block
 *   block:                            size when decompressed, unsigned varint | elements
 * </pre>
 *
 * <p>The densest element is a copy: 64 bytes for 3.
 *
 * <p>Stateless. Source: google/snappy, format_description.txt; snappy-java, SnappyCodec.
 */
final class SnappyBlocks {

    private static final long MAGIC = 0x82_53_4e_41_50_50_59_00L;
    private static final int MAGIC_START = (int) (MAGIC >>> Integer.SIZE);
    private static final int HEADER_BYTES = 16;
    private static final int MOST_BYTES_FOR_ONE = 22;
    private static final int LONGEST_VARINT = 5;

    private SnappyBlocks() {}

    /** What is wrong with the blocks between position and limit of {@code stream}; null if nothing is. */
    static @Nullable String fault(ByteBuffer stream) {
        if (stream.remaining() < HEADER_BYTES || stream.getLong(stream.position()) != MAGIC) {
            return blockFault(stream, stream.remaining());
        }
        stream.position(stream.position() + HEADER_BYTES);
        while (stream.remaining() >= Integer.BYTES) {
            int length = stream.getInt();
            if (length == MAGIC_START && stream.remaining() >= HEADER_BYTES - Integer.BYTES) {
                stream.position(stream.position() + HEADER_BYTES - Integer.BYTES);
                continue;
            }
            if (length < 0 || length > stream.remaining()) {
                return "a snappy block claims " + length + " bytes, " + stream.remaining() + " are left";
            }
            String fault = blockFault(stream, length);
            if (fault != null) {
                return fault;
            }
            stream.position(stream.position() + length);
        }
        return null;
    }

    private static @Nullable String blockFault(ByteBuffer stream, int length) {
        long size = 0;
        for (int i = 0; i < Math.min(length, LONGEST_VARINT); i++) {
            byte b = stream.get(stream.position() + i);
            size |= (long) (b & 0x7f) << (7 * i);
            if (b >= 0) {
                return size <= (long) length * MOST_BYTES_FOR_ONE
                        ? null
                        : "a snappy block of " + length + " bytes claims " + size;
            }
        }
        return "a snappy block of " + length + " bytes claims no size";
    }
}
