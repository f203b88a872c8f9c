package io.deliverytracking.analytics.domain;

/**
 * Gives every rider id a small number, in the order of appearance, so that a set of riders is a bitmap as long as the
 * number of riders and not as their largest id.
 *
 * <p>Open addressing, linear probing, at most half full; riders are never removed. Not thread-safe.
 */
final class RiderSlots {

    private static final int FREE = 0;

    /** Ids that differ in these bits only stay neighbours: sixteen of them are one cache line. */
    private static final int NEIGHBOUR_BITS = 4;

    private static final int NEIGHBOURS = (1 << NEIGHBOUR_BITS) - 1;

    /** 2^32 divided by the golden ratio: spreads consecutive neighbourhoods evenly over the table (Fibonacci hashing). */
    private static final int SPREAD = 0x9E37_79B9;

    private int[] riderIds = new int[1 << 10];
    private int[] slots = new int[1 << 10];
    private int size;

    /** The slot of {@code riderId}, which is at least 1; a new rider gets the next one. */
    int slotOf(int riderId) {
        int i = find(riderId);
        if (riderIds[i] == riderId) {
            return slots[i];
        }
        if ((size + 1) * 2 > riderIds.length) {
            grow();
            i = find(riderId);
        }
        riderIds[i] = riderId;
        slots[i] = size;
        return size++;
    }

    int size() {
        return size;
    }

    /**
     * Where {@code riderId} is, or the free place where it would go. A neighbourhood is spread, its ids are not: riders are
     * numbered in a row and report in a row, and with every id on a cache line of its own a fifth of the samples of a
     * profile fell into this look-up.
     */
    private int find(int riderId) {
        int mask = riderIds.length - 1;
        int spread = ((riderId >>> NEIGHBOUR_BITS) * SPREAD) >>> Integer.numberOfLeadingZeros(mask);
        int i = (spread & ~NEIGHBOURS) | (riderId & NEIGHBOURS);
        while (riderIds[i] != FREE && riderIds[i] != riderId) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private void grow() {
        int[] oldIds = riderIds;
        int[] oldSlots = slots;
        riderIds = new int[oldIds.length * 2];
        slots = new int[oldIds.length * 2];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != FREE) {
                int place = find(oldIds[i]);
                riderIds[place] = oldIds[i];
                slots[place] = oldSlots[i];
            }
        }
    }
}
