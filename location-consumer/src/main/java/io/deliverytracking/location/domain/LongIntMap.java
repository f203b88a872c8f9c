package io.deliverytracking.location.domain;

import java.util.Arrays;

/**
 * A hash map from non-zero {@code long} to non-negative {@code int}, in two arrays: open addressing, linear probing.
 *
 * <p>It turns sparse keys (rider ids up to 2^31, grid cells of the whole world) into dense slots, so that memory follows
 * the number of keys present and never their size. A removal shifts the rest of its probe run back instead of leaving a
 * tombstone: riders and cells come and go for days, and tombstones would lengthen every search.
 *
 * <p>Not thread-safe. Source of the deletion: Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R.
 */
final class LongIntMap {

    static final int ABSENT = -1;

    private static final long FREE = 0;
    private static final int MIN_CAPACITY = 16;

    /** Keys that differ in these bits only stay neighbours: eight of them are one cache line. */
    private static final int NEIGHBOUR_BITS = 3;

    private static final int NEIGHBOURS = (1 << NEIGHBOUR_BITS) - 1;

    /** 2^64 divided by the golden ratio: spreads consecutive neighbourhoods evenly over the table (Fibonacci hashing). */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private long[] keys = new long[MIN_CAPACITY];
    private int[] values = new int[MIN_CAPACITY];
    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(MIN_CAPACITY);
    private int size;

    int size() {
        return size;
    }

    int get(long key) {
        int mask = keys.length - 1;
        int i = home(key);
        while (keys[i] != FREE) {
            if (keys[i] == key) {
                return values[i];
            }
            i = (i + 1) & mask;
        }
        return ABSENT;
    }

    /** Maps {@code key} to {@code value}, replacing an earlier value. */
    void put(long key, int value) {
        if (key == FREE || value < 0) {
            throw new IllegalArgumentException("key " + key + ", value " + value);
        }
        int i = find(key);
        if (keys[i] == FREE) {
            if ((size + 1) * 2 > keys.length) {
                grow();
                i = find(key);
            }
            keys[i] = key;
            size++;
        }
        values[i] = value;
    }

    /** Forgets {@code key}; returns its value or {@link #ABSENT}. */
    int remove(long key) {
        int hole = find(key);
        if (keys[hole] == FREE) {
            return ABSENT;
        }
        final int removed = values[hole];
        int mask = keys.length - 1;
        int i = (hole + 1) & mask;
        while (keys[i] != FREE) {
            // An entry may fill the hole unless its home lies cyclically after the hole: a search would miss it there.
            if (((i - home(keys[i])) & mask) >= ((i - hole) & mask)) {
                keys[hole] = keys[i];
                values[hole] = values[i];
                hole = i;
            }
            i = (i + 1) & mask;
        }
        keys[hole] = FREE;
        size--;
        return removed;
    }

    /** Calls {@code visitor} with every value, in no particular order; the map must not change meanwhile. */
    void forEachValue(SlotVisitor visitor) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != FREE) {
                visitor.visit(values[i]);
            }
        }
    }

    /**
     * A neighbourhood is spread, its keys are not: riders are numbered in a row and report in a row, and with every key on a
     * cache line of its own a third of the samples of a profile fell into this look-up.
     */
    private int home(long key) {
        int spread = (int) (((key >>> NEIGHBOUR_BITS) * SPREAD) >>> shift);
        return (spread & ~NEIGHBOURS) | ((int) key & NEIGHBOURS);
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int i = home(key);
        while (keys[i] != FREE && keys[i] != key) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = Arrays.copyOf(oldValues, keys.length);
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != FREE) {
                int at = find(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
