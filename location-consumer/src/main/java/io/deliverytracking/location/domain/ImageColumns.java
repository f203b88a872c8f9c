package io.deliverytracking.location.domain;

import java.util.Arrays;

/**
 * What a {@link FleetImage} holds of each rider: one array a field, one index a rider.
 *
 * <p>Not thread-safe.
 */
final class ImageColumns {

    /** Farther north than any box. */
    static final int NOWHERE = Integer.MAX_VALUE;

    private static final int MIN_CAPACITY = 64;

    int[] riderId = new int[MIN_CAPACITY];
    int[] slot = new int[MIN_CAPACITY];
    int[] latitudeE7 = new int[MIN_CAPACITY];
    int[] longitudeE7 = new int[MIN_CAPACITY];
    long[] eventTimeMs = new long[MIN_CAPACITY];
    char[] mark = new char[MIN_CAPACITY];
    short[] speedCmS = new short[MIN_CAPACITY];
    short[] headingDeg = new short[MIN_CAPACITY];
    byte[] status = new byte[MIN_CAPACITY];
    boolean[] busy = new boolean[MIN_CAPACITY];
    private int[] applied = new int[MIN_CAPACITY];

    int capacity() {
        return riderId.length;
    }

    /** A rider of whom no fix is known yet. */
    void begin(int index, int rider) {
        riderId[index] = rider;
        mark[index] = 0;
    }

    /** The rider's fix in the table. {@code isSameSlot}: the last one was read from there as well, so fixes can be counted. */
    void take(int index, RiderTable riders, int from, boolean isSameSlot) {
        int fixes = isSameSlot ? riders.appliedAt(from) - applied[index] : 1;
        applied[index] = riders.appliedAt(from);
        mark[index] = (char) ((mark[index] + fixes - 1) % FleetImage.MARKS + 1);
        slot[index] = from;
        latitudeE7[index] = riders.latitudeE7At(from);
        longitudeE7[index] = riders.longitudeE7At(from);
        eventTimeMs[index] = riders.eventTimeMsAt(from);
        speedCmS[index] = riders.speedCmSAt(from);
        headingDeg[index] = riders.headingDegAt(from);
        status[index] = riders.statusAt(from);
        busy[index] = riders.orderIdAt(from) != FixBatch.NO_ORDER;
    }

    /** Puts the first {@code count} into another order: {@code order} says which comes at each place. */
    void reorder(int[] order, int count) {
        ImageColumns old = copy();
        for (int to = 0; to < count; to++) {
            int from = order[to];
            riderId[to] = old.riderId[from];
            slot[to] = old.slot[from];
            latitudeE7[to] = old.latitudeE7[from];
            longitudeE7[to] = old.longitudeE7[from];
            eventTimeMs[to] = old.eventTimeMs[from];
            mark[to] = old.mark[from];
            speedCmS[to] = old.speedCmS[from];
            headingDeg[to] = old.headingDeg[from];
            status[to] = old.status[from];
            busy[to] = old.busy[from];
            applied[to] = old.applied[from];
        }
    }

    void grow() {
        resize(capacity() + (capacity() >> 1));
    }

    private ImageColumns copy() {
        ImageColumns copy = new ImageColumns();
        copy.riderId = riderId;
        copy.slot = slot;
        copy.latitudeE7 = latitudeE7;
        copy.longitudeE7 = longitudeE7;
        copy.eventTimeMs = eventTimeMs;
        copy.mark = mark;
        copy.speedCmS = speedCmS;
        copy.headingDeg = headingDeg;
        copy.status = status;
        copy.busy = busy;
        copy.applied = applied;
        // The copy keeps the arrays, and this one gets new ones.
        resize(capacity());
        return copy;
    }

    private void resize(int capacity) {
        riderId = Arrays.copyOf(riderId, capacity);
        slot = Arrays.copyOf(slot, capacity);
        latitudeE7 = Arrays.copyOf(latitudeE7, capacity);
        longitudeE7 = Arrays.copyOf(longitudeE7, capacity);
        eventTimeMs = Arrays.copyOf(eventTimeMs, capacity);
        mark = Arrays.copyOf(mark, capacity);
        speedCmS = Arrays.copyOf(speedCmS, capacity);
        headingDeg = Arrays.copyOf(headingDeg, capacity);
        status = Arrays.copyOf(status, capacity);
        busy = Arrays.copyOf(busy, capacity);
        applied = Arrays.copyOf(applied, capacity);
    }
}
