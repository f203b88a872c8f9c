package io.deliverytracking.broker.port;

import java.nio.ByteBuffer;

/**
 * Memory that record batches are read into to be sent as they are, and then given back.
 *
 * <p>An answer takes one {@link Lease} and gives it back as a whole, so there is one owner and one moment, however many
 * partitions it has.
 *
 * <p>Threading: {@link #lease()} from any thread.
 */
public interface ReadMemory {

    /** Arrays that the garbage collector takes back. */
    ReadMemory HEAP = () -> new Lease() {
        @Override
        public ByteBuffer allocate(int bytes) {
            return ByteBuffer.allocate(bytes);
        }

        @Override
        public void release() {}
    };

    /** Begins an answer. Takes no memory yet. */
    Lease lease();

    /**
     * The memory of one answer.
     *
     * <p>Whoever holds it sees to it that {@link #release()} is called, once nobody reads the buffers any more. One that is
     * forgotten is never used again, and no worse: the garbage collector has it.
     *
     * <p>Threading: one thread at a time, handed over as {@link BackgroundTasks} does.
     */
    interface Lease {

        /**
         * Sets memory aside for what is about to be read.
         *
         * @param bytes as much as the answer may have
         * @return how much it should have: less if others hold most of what there is, but never nothing. A single batch that is
         *     larger may be allocated all the same
         */
        default int reserve(int bytes) {
            return bytes;
        }

        /** All is read: what was set aside and not allocated is free. */
        default void settle() {}

        /** A buffer from position 0 to its limit, of exactly so many bytes, with any content. */
        ByteBuffer allocate(int bytes);

        /** Gives all buffers back: from here on their bytes are somebody else's. A second call does nothing. */
        void release();
    }
}
