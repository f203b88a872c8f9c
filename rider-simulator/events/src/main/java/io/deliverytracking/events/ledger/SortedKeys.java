package io.deliverytracking.events.ledger;

import java.util.Arrays;

/** A growing array of longs that is sorted once and then searched; a multiset of (slot, sequence) pairs. */
final class SortedKeys {

    private long[] keys = new long[16];
    private int count;

    static long key(int high, int low) {
        return (long) high << 32 | low;
    }

    void add(long key) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = key;
    }

    void sort() {
        Arrays.sort(keys, 0, count);
    }

    int count() {
        return count;
    }

    long get(int index) {
        return keys[index];
    }

    /** The index of the first key that is not smaller. */
    int lowerBound(long key) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    boolean contains(long key) {
        int index = lowerBound(key);
        return index < count && keys[index] == key;
    }

    /** How often the key is there. */
    int occurrences(long key) {
        return count == 0 ? 0 : lowerBound(key + 1) - lowerBound(key);
    }
}
