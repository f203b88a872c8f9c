package io.deliverytracking.broker.log;

import org.jspecify.annotations.Nullable;

/**
 * Where the last batches of the active segment start: nearly every fetch asks for one of them, and finds it here without
 * touching an index or a batch header.
 *
 * <p>A ring of {@value #CAPACITY} entries; it is allocated with the first append, so an idle partition has none.
 *
 * <p>Threading: the lane's.
 */
final class HotTail {

    static final int CAPACITY = 128;
    private static final int MASK = CAPACITY - 1;

    private long @Nullable [] baseOffsets;
    private int @Nullable [] positions;
    private long next;
    private int size;

    /** Notes the batch just appended. */
    void add(long baseOffset, int position) {
        if (baseOffsets == null || positions == null) {
            baseOffsets = new long[CAPACITY];
            positions = new int[CAPACITY];
        }
        int slot = (int) (next & MASK);
        baseOffsets[slot] = baseOffset;
        positions[slot] = position;
        next++;
        size = Math.min(size + 1, CAPACITY);
    }

    /** The position of the batch that contains {@code offset}, or -1 if that one isn't among the last. */
    int positionOf(long offset) {
        if (baseOffsets == null || positions == null || size == 0) {
            return -1;
        }
        long low = next - size;
        long high = next;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (baseOffsets[(int) (middle & MASK)] <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == next - size ? -1 : positions[(int) ((low - 1) & MASK)];
    }

    /** Forgets everything: the segment was rolled or cut. */
    void clear() {
        size = 0;
    }
}
