package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.ReadMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageSizeAccumulator;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * Writes a response frame: into one buffer of exactly its size, or, where it carries many records, around them.
 *
 * <pre>
 *   | length (int32) | correlation id (int32) | tagged fields, if the header is flexible (one 0 byte) | body |
 *
 *   a large Fetch:  | length … records' size | records, where they were read | next partition … | records | …
 * </pre>
 *
 * <p>The header of an ApiVersions response is never flexible (KIP-511): a client that asks before it knows the broker
 * must be able to read it. {@link ApiKeys#responseHeaderVersion} knows.
 */
final class ResponseEncoder {

    /**
     * From so many bytes of records on they are left where they are. A smaller answer is copied, and its memory is free at once:
     * that comes in megabytes, and a thousand slow clients with some kilobytes each would keep one each.
     */
    static final int LARGE_BYTES = DirectReadMemory.CHUNK_BYTES / 4;

    private ResponseEncoder() {}

    /**
     * Makes the frame.
     *
     * @param memory what the records lie in; it is given back with the frame, or before, or when this fails
     */
    static ByteBuf encode(
            ByteBufAllocator allocator,
            ApiKeys apiKey,
            short version,
            int correlationId,
            ApiMessage message,
            ReadMemory.Lease memory) {
        boolean handedOn = false;
        try {
            ObjectSerializationCache cache = new ObjectSerializationCache();
            MessageSizeAccumulator size = new MessageSizeAccumulator();
            message.addSize(size, cache, version);
            boolean flexibleHeader = apiKey.responseHeaderVersion(version) >= 1;
            int headBytes = 2 * Integer.BYTES + (flexibleHeader ? 1 : 0);
            int totalBytes = headBytes + size.totalSize();
            boolean large = size.totalSize() - size.sizeExcludingZeroCopy() >= LARGE_BYTES;
            int copiedBytes =
                    large ? headBytes + size.sizeExcludingZeroCopy() + PartedWritable.SMALLEST_PART_BYTES : totalBytes;
            ByteBuf copied = allocator.directBuffer(copiedBytes, totalBytes);
            try {
                copied.writeInt(totalBytes - Integer.BYTES).writeInt(correlationId);
                if (flexibleHeader) {
                    copied.writeByte(0);
                }
                ByteBuf frame;
                if (large) {
                    PartedWritable writer = new PartedWritable(copied);
                    message.write(writer, cache, version);
                    frame = writer.frame(allocator, memory);
                    handedOn = true;
                } else {
                    message.write(new ByteBufWritable(copied), cache, version);
                    frame = copied.retain();
                }
                return requireSize(frame, totalBytes, apiKey, version);
            } finally {
                copied.release();
            }
        } finally {
            if (!handedOn) {
                memory.release();
            }
        }
    }

    private static ByteBuf requireSize(ByteBuf frame, int bytes, ApiKeys apiKey, short version) {
        if (frame.readableBytes() == bytes) {
            return frame;
        }
        int written = frame.readableBytes();
        frame.release();
        throw new IllegalStateException(
                apiKey + " version " + version + " announced " + bytes + " bytes and wrote " + written);
    }
}
