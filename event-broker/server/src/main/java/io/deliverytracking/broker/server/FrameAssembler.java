package io.deliverytracking.broker.server;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a connection's byte stream into frames: a 4-byte big-endian length, then so many bytes.
 *
 * <pre>
 *   | length (int32) | request header and body (length bytes) | length | ...
 * </pre>
 *
 * <p>A frame is copied from the socket's buffer into an array, which the request then keeps (record bytes are slices of it):
 * once, if all of it has come; else the array begins small and doubles, and each time what is there is copied again.
 * Vert.x's RecordParser allocated three times as much.
 *
 * <p>Bounds: a length above the limit is refused before anything is allocated; below it, memory grows with the bytes
 * that arrive, so that a peer can't claim a hundred megabytes by sending four bytes.
 *
 * <p>Threading: confined to the lane, one assembler a connection.
 *
 * <p>Failure: {@link InvalidFrameException} on a length below 8 (no request header fits, which API key, version and
 * correlation id make up) or above the limit; the stream is unusable afterwards.
 *
 * <p>Source: Kafka protocol guide, "Network", "Size".
 */
final class FrameAssembler {

    /** API key (2), version (2) and correlation id (4): what every request starts with. */
    static final int SMALLEST_FRAME_BYTES = 8;

    /** What is allocated for a frame of which little more than its length has arrived. */
    private static final int FIRST_ALLOCATION_BYTES = 16 * 1024;

    /** Where much arrives at once, more will. */
    private static final int FIRST_GROWTH = 4;

    private static final int LENGTH_BYTES = Integer.BYTES;

    private final int maxFrameBytes;

    private int length;
    private int lengthBytesRead;
    private @Nullable ByteBuffer partial;

    FrameAssembler(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Takes the next frame from {@code chunk}, and exactly its bytes; what follows stays readable.
     *
     * @return the frame, or null if {@code chunk} is used up and the frame's rest has yet to arrive
     */
    @Nullable
    ByteBuffer next(ByteBuf chunk) {
        if (partial == null && !readLength(chunk)) {
            return null;
        }
        ByteBuffer frame = partial == null ? ByteBuffer.allocate(Math.min(length, firstAllocation(chunk))) : partial;
        partial = null;
        frame = withRoomFor(chunk, frame);
        int end = frame.position() + Math.min(chunk.readableBytes(), length - frame.position());
        frame.limit(end);
        chunk.readBytes(frame);
        if (end < length) {
            frame.limit(frame.capacity());
            partial = frame;
            return null;
        }
        lengthBytesRead = 0;
        length = 0;
        return frame.flip();
    }

    /** Whether the stream stopped inside a frame. */
    boolean isInsideFrame() {
        return partial != null || lengthBytesRead > 0;
    }

    /** What the frame that is not complete yet takes of memory. */
    int unfinishedBytes() {
        return partial == null ? 0 : partial.capacity();
    }

    private boolean readLength(ByteBuf chunk) {
        if (lengthBytesRead == 0 && chunk.readableBytes() >= LENGTH_BYTES) {
            length = chunk.readInt();
        } else {
            while (lengthBytesRead < LENGTH_BYTES) {
                if (!chunk.isReadable()) {
                    return false;
                }
                length = length << Byte.SIZE | chunk.readUnsignedByte();
                lengthBytesRead++;
            }
        }
        lengthBytesRead = LENGTH_BYTES;
        if (length < SMALLEST_FRAME_BYTES || length > maxFrameBytes) {
            throw new InvalidFrameException("Frame length " + length + " is not between " + SMALLEST_FRAME_BYTES
                    + " and socket.request.max.bytes=" + maxFrameBytes);
        }
        return true;
    }

    private static int firstAllocation(ByteBuf chunk) {
        return Math.max(FIRST_ALLOCATION_BYTES, FIRST_GROWTH * chunk.readableBytes());
    }

    /** Doubles the frame's array, up to the frame's length, until the chunk's part of it fits. */
    private ByteBuffer withRoomFor(ByteBuf chunk, ByteBuffer frame) {
        int wanted = Math.min(length, frame.position() + chunk.readableBytes());
        if (wanted <= frame.capacity()) {
            return frame;
        }
        int doubled = (int) Math.min(length, 2L * frame.capacity());
        ByteBuffer larger = ByteBuffer.allocate(Math.max(wanted, doubled));
        return larger.put(frame.flip());
    }
}
