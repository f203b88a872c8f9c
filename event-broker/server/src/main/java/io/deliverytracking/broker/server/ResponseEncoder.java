package io.deliverytracking.broker.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/**
 * Writes a response frame into one buffer of exactly its size.
 *
 * <pre>
 *   | length (int32) | correlation id (int32) | tagged fields, if the header is flexible (one 0 byte) | body |
 * </pre>
 *
 * <p>The header of an ApiVersions response is never flexible (KIP-511): a client that asks before it knows the broker
 * must be able to read it. {@link ApiKeys#responseHeaderVersion} knows.
 */
final class ResponseEncoder {

    private ResponseEncoder() {}

    static ByteBuf encode(
            ByteBufAllocator allocator, ApiKeys apiKey, short version, int correlationId, ApiMessage message) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        boolean flexibleHeader = apiKey.responseHeaderVersion(version) >= 1;
        int frameBytes = Integer.BYTES + (flexibleHeader ? 1 : 0) + message.size(cache, version);
        ByteBuf frame = allocator.directBuffer(Integer.BYTES + frameBytes, Integer.BYTES + frameBytes);
        try {
            frame.writeInt(frameBytes).writeInt(correlationId);
            if (flexibleHeader) {
                frame.writeByte(0);
            }
            message.write(new ByteBufWritable(frame), cache, version);
            if (frame.isWritable()) {
                throw new IllegalStateException(apiKey + " version " + version + " announced " + frameBytes
                        + " bytes and wrote " + (frame.readableBytes() - Integer.BYTES));
            }
            return frame;
        } catch (RuntimeException e) {
            frame.release();
            throw e;
        }
    }
}
