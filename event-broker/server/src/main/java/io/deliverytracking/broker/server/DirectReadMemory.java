package io.deliverytracking.broker.server;

import io.deliverytracking.broker.port.ReadMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap, which the kernel reads a file into and a socket's bytes out of, with no copy between.
 *
 * <p>Chunks of {@link #CHUNK_BYTES}; a lease's buffers share them as far as they fit, and a larger buffer is a chunk of its
 * own. Fresh memory is dear, a page fault and zeroes for each page, so given back chunks are kept, the last one first: it is
 * in the processor's cache. Netty's pool gives a chunk back to the system as soon as nothing of it is in use, which
 * after each large answer is all of it.
 *
 * <p>Bounds: keeps {@link #MOST_IDLE} chunks. An answer gets a quarter of what others leave of a limit, so clients that don't
 * take theirs make the others' smaller, and always leave them something; and at least {@link #LEAST_BYTES}, even beyond the
 * limit: {@link Connections} closes whom too much waits for.
 *
 * <p>Threading: any thread; a lease belongs to one at a time.
 *
 * <p>Ownership: a lease that is forgotten, in a broker that is killed under a read, is the garbage collector's.
 */
final class DirectReadMemory implements ReadMemory {

    /** {@code max.partition.fetch.bytes}, unless a consumer is told otherwise: a partition that has more gives so much. */
    static final int CHUNK_BYTES = 1024 * 1024;

    /** One whole answer of the demo's {@code fetch.max.bytes}. */
    static final int MOST_IDLE = 16;

    /** Some thousand records; what is so small is copied, and its memory free at once. */
    static final int LEAST_BYTES = 64 * 1024;

    /** Frees at once what is released, and leaves what is forgotten to the garbage collector. */
    private final UnpooledByteBufAllocator system = new UnpooledByteBufAllocator(true, true, false);

    private final long limitBytes;
    private final ArrayDeque<ByteBuf> idle = new ArrayDeque<>();
    private long leasedBytes;
    private boolean closed;

    DirectReadMemory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public Lease lease() {
        return new ChunkLease();
    }

    private ByteBuf take(int bytes) {
        ByteBuf chunk = takeIdle(bytes);
        return chunk == null ? system.directBuffer(bytes, bytes) : chunk;
    }

    private synchronized @Nullable ByteBuf takeIdle(int bytes) {
        return bytes == CHUNK_BYTES ? idle.pollFirst() : null;
    }

    private void giveBack(ByteBuf chunk) {
        if (!keep(chunk)) {
            chunk.release();
        }
    }

    private synchronized boolean keep(ByteBuf chunk) {
        if (closed || chunk.capacity() != CHUNK_BYTES || idle.size() >= MOST_IDLE) {
            return false;
        }
        idle.addFirst(chunk);
        return true;
    }

    private synchronized int setAside(int bytes) {
        int share = (int) Math.min(Integer.MAX_VALUE, (limitBytes - leasedBytes) / 4);
        int granted = Math.min(bytes, Math.max(LEAST_BYTES, share));
        leasedBytes += granted;
        return granted;
    }

    private synchronized void change(long bytes) {
        leasedBytes += bytes;
    }

    /** What answers hold at the moment, or is set aside for them. */
    synchronized long leasedBytes() {
        return leasedBytes;
    }

    /** What is kept for the next answers. */
    synchronized long idleBytes() {
        return (long) idle.size() * CHUNK_BYTES;
    }

    /** Frees what is idle, and what is leased when it comes back. */
    synchronized void close() {
        closed = true;
        idle.forEach(ByteBuf::release);
        idle.clear();
    }

    /** The chunks of one answer. */
    private final class ChunkLease implements Lease {

        private final List<ByteBuf> chunks = new ArrayList<>();
        private @Nullable ByteBuffer shared;
        private long countedBytes;
        private long allocatedBytes;
        private boolean released;

        @Override
        public int reserve(int bytes) {
            int granted = setAside(Math.max(0, bytes));
            countedBytes += granted;
            return granted;
        }

        @Override
        public void settle() {
            count(allocatedBytes);
        }

        private void count(long bytes) {
            if (bytes != countedBytes) {
                change(bytes - countedBytes);
                countedBytes = bytes;
            }
        }

        @Override
        public ByteBuffer allocate(int bytes) {
            if (released) {
                throw new IllegalStateException("the memory of this answer has been given back");
            }
            if (bytes > CHUNK_BYTES) {
                return add(bytes);
            }
            ByteBuffer rest = shared;
            if (rest == null || rest.remaining() < bytes) {
                rest = add(CHUNK_BYTES);
                shared = rest;
            }
            ByteBuffer buffer = rest.slice(rest.position(), bytes);
            rest.position(rest.position() + bytes);
            return buffer;
        }

        private ByteBuffer add(int bytes) {
            ByteBuf chunk = take(bytes);
            chunks.add(chunk);
            allocatedBytes += bytes;
            count(Math.max(countedBytes, allocatedBytes));
            return chunk.nioBuffer(0, bytes);
        }

        @Override
        public void release() {
            released = true;
            shared = null;
            chunks.forEach(DirectReadMemory.this::giveBack);
            chunks.clear();
            allocatedBytes = 0;
            settle();
        }
    }
}
