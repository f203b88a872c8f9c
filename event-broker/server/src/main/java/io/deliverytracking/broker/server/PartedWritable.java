package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.ReadMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a message around the large byte buffers in it, which stay where they are; all else is copied into one buffer.
 *
 * <p>Threading: confined to the lane.
 *
 * <p>Ownership: none; {@link #frame} takes what it needs.
 */
final class PartedWritable extends ByteBufWritable {

    /** Copying less costs no more than one part more for the kernel to gather. */
    static final int SMALLEST_PART_BYTES = 8 * 1024;

    private final ByteBuf copied;
    private final List<Part> parts = new ArrayList<>();

    /** A buffer, and how much of what is copied comes before it. */
    private record Part(int index, ByteBuffer bytes) {}

    PartedWritable(ByteBuf copied) {
        super(copied);
        this.copied = copied;
    }

    @Override
    public void writeByteBuffer(ByteBuffer value) {
        if (value.isDirect() && value.remaining() >= SMALLEST_PART_BYTES) {
            parts.add(new Part(copied.writerIndex(), value));
        } else {
            super.writeByteBuffer(value);
        }
    }

    /**
     * All that was written, in its order; nothing may be written any more.
     *
     * @param memory what the large buffers lie in; the frame's from here on
     */
    ByteBuf frame(ByteBufAllocator allocator, ReadMemory.Lease memory) {
        PartedFrame frame = new PartedFrame(allocator, Math.max(2, 2 * parts.size() + 1), memory);
        int from = copied.readerIndex();
        for (Part part : parts) {
            frame.addComponent(true, copied.retainedSlice(from, part.index() - from));
            frame.addComponent(true, Unpooled.wrappedBuffer(part.bytes()));
            from = part.index();
        }
        frame.addComponent(true, copied.retainedSlice(from, copied.writerIndex() - from));
        return frame;
    }
}
