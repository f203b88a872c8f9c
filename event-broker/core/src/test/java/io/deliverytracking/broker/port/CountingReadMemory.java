package io.deliverytracking.broker.port;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Memory on the heap that knows who has not given it back, and spoils what was given back, as its next user would. */
public final class CountingReadMemory implements ReadMemory {

    private static final byte SPOILED = (byte) 0xdb;

    private int allocations;
    private int leased;
    private int failingAllocation = Integer.MAX_VALUE;

    /** Answers that hold memory. */
    public int leased() {
        return leased;
    }

    /** The {@code count}th allocation from here on is a fault of ours. */
    public void failAllocation(int count) {
        failingAllocation = allocations + count;
    }

    @Override
    public Lease lease() {
        return new CountingLease();
    }

    private final class CountingLease implements Lease {

        private final List<ByteBuffer> buffers = new ArrayList<>();
        private boolean released;

        @Override
        public ByteBuffer allocate(int bytes) {
            if (released) {
                throw new AssertionError("allocated after it was given back");
            }
            allocations++;
            if (allocations == failingAllocation) {
                throw new IllegalStateException("a fault of ours");
            }
            if (buffers.isEmpty()) {
                leased++;
            }
            ByteBuffer buffer = ByteBuffer.allocate(bytes);
            buffers.add(buffer);
            return buffer;
        }

        @Override
        public void release() {
            if (released) {
                throw new AssertionError("given back twice");
            }
            released = true;
            if (!buffers.isEmpty()) {
                leased--;
            }
            buffers.forEach(buffer -> Arrays.fill(buffer.array(), SPOILED));
        }
    }
}
