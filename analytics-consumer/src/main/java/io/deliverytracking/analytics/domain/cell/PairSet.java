package io.deliverytracking.analytics.domain.cell;

/**
 * A set of pairs of a cell and a rider slot, as longs in open addressing: linear probing, at most half full.
 *
 * <p>Not thread-safe.
 */
final class PairSet {

    /** Takes a pair; both are at least 0. */
    @FunctionalInterface
    interface PairConsumer {
        void accept(int cell, int riderSlot);
    }

    private static final long FREE = 0;

    /** 2^64 divided by the golden ratio (Fibonacci hashing). */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final long[] EMPTY = {};

    private long[] pairs = EMPTY;
    private int size;

    /** True if the pair is new. */
    boolean add(int cell, int riderSlot) {
        if ((size + 1) * 2 > pairs.length) {
            grow();
        }
        // Cells count from 1 in here, so that no pair is FREE.
        long pair = (cell + 1L) << 32 | riderSlot;
        int i = find(pair);
        if (pairs[i] == pair) {
            return false;
        }
        pairs[i] = pair;
        size++;
        return true;
    }

    void forEach(PairConsumer consumer) {
        for (long pair : pairs) {
            if (pair != FREE) {
                consumer.accept((int) (pair >>> 32) - 1, (int) pair);
            }
        }
    }

    private int find(long pair) {
        int mask = pairs.length - 1;
        int i = (int) ((pair * SPREAD) >>> 33) & mask;
        while (pairs[i] != FREE && pairs[i] != pair) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private void grow() {
        long[] old = pairs;
        pairs = new long[Math.max(16, old.length * 2)];
        for (long pair : old) {
            if (pair != FREE) {
                pairs[find(pair)] = pair;
            }
        }
    }
}
