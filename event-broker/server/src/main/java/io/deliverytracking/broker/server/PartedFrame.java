package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.ReadMemory;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;

/**
 * A response frame in parts, some of which lie in borrowed memory: gives that back when the last byte is sent, or the frame is
 * released for another reason.
 *
 * <p>Threading: confined to the lane, as the socket is that it goes to.
 */
final class PartedFrame extends CompositeByteBuf {

    private final ReadMemory.Lease memory;

    PartedFrame(ByteBufAllocator allocator, int mostParts, ReadMemory.Lease memory) {
        super(allocator, true, mostParts);
        this.memory = memory;
    }

    @Override
    protected void deallocate() {
        super.deallocate();
        memory.release();
    }
}
