package io.deliverytracking.location.domain;

import java.util.Arrays;

/**
 * A copy of all riders for those who look at many of them again and again: {@link LiveMap#refresh} copies what has changed
 * since the last time, slice by slice, and whoever reads the copy holds no lock.
 *
 * <p>A rider has an <em>index</em> here that stays the same until the {@linkplain #generation() generation} changes; a
 * reader can keep what it knows of a rider under this number. {@link #indexAt} gives the indexes in ascending order of rider
 * ids: one table of ranks beside the columns, to which new riders are merged (a sort of the new ones, one pass over the old).
 * Rejected: sorting each answer (8 ms for 100,000 riders and client, this pass is none), and columns kept in the order of
 * ids (a new rider in the middle would move everybody's index).
 *
 * <p>Invariant: an index in use belongs to one rider. One that left the map keeps its index, {@linkplain #isGone gone}, so
 * that readers can say who left, and gets it back if it returns. When many are gone the image begins a new generation.
 *
 * <p>A rider's <em>mark</em> moves on by one with every fix that moved the rider on: from 1 to {@value #MARKS} and round again,
 * 0 stands for no fix. Two marks differ if there was something new, and by as many fixes as there were, unless a reader
 * looks away for {@value #MARKS} fixes of one rider, which is 18 hours at one a second.
 *
 * <p>Positions taken in different slices may be a few milliseconds apart; each is whole. About 50 bytes a rider.
 *
 * <p>Threading: confined to the thread that refreshes it.
 */
public final class FleetImage {

    /** Marks run from 1 to this. */
    public static final int MARKS = 65_535;

    private static final int NONE = -1;
    private static final int MIN_CAPACITY = 64;

    /** Farther north than any box. */
    private static final int NOWHERE = Integer.MAX_VALUE;

    /** So many indexes of riders that left are kept in any case; beyond, no more than one in {@link #GONE_SHARE}. */
    private static final int MIN_GONE = 1_024;

    private static final int GONE_SHARE = 4;

    private int generation;
    private long takenVersion;
    private long atMs;
    private int count;
    private int gone;
    private LongIntMap indexes = new LongIntMap();
    private int[] indexOfSlot = new int[0];

    private int[] byRider = new int[MIN_CAPACITY];
    private int ranked;

    private int[] riderId = new int[MIN_CAPACITY];
    private int[] slot = new int[MIN_CAPACITY];
    private int[] applied = new int[MIN_CAPACITY];
    private char[] mark = new char[MIN_CAPACITY];
    private int[] latitudeE7 = new int[MIN_CAPACITY];
    private int[] longitudeE7 = new int[MIN_CAPACITY];
    private long[] eventTimeMs = new long[MIN_CAPACITY];
    private short[] speedCmS = new short[MIN_CAPACITY];
    private short[] headingDeg = new short[MIN_CAPACITY];
    private byte[] status = new byte[MIN_CAPACITY];
    private boolean[] busy = new boolean[MIN_CAPACITY];

    /** Changes when indexes get another meaning. */
    public int generation() {
        return generation;
    }

    /** The map's version that this state has at least. */
    public long version() {
        return takenVersion;
    }

    /** When this state was read, ms since the epoch, by the clock of whoever refreshed it. */
    public long atMs() {
        return atMs;
    }

    /** Indexes lie below this number, and as many ranks. */
    public int count() {
        return count;
    }

    /** The index of the rider with the {@code rank}-th smallest id, gone ones included. */
    public int indexAt(int rank) {
        return byRider[rank];
    }

    public int riderId(int index) {
        return riderId[index];
    }

    /** True if the rider has left the map. Its position lies in no box then. */
    public boolean isGone(int index) {
        return latitudeE7[index] == NOWHERE;
    }

    /** Moves on with every fix of the rider; never 0. */
    public char mark(int index) {
        return mark[index];
    }

    /** How many fixes lie between two marks of a rider. */
    public static int fixesBetween(char earlier, char later) {
        int fixes = later - earlier;
        return fixes < 0 ? fixes + MARKS : fixes;
    }

    public int latitudeE7(int index) {
        return latitudeE7[index];
    }

    public int longitudeE7(int index) {
        return longitudeE7[index];
    }

    public long eventTimeMs(int index) {
        return eventTimeMs[index];
    }

    public int speedCmS(int index) {
        return speedCmS[index];
    }

    public int headingDeg(int index) {
        return headingDeg[index];
    }

    public RiderStatus status(int index) {
        return RiderStatus.ofOrdinal(status[index]);
    }

    /** True if the rider carries or fetches an order. */
    public boolean isBusy(int index) {
        return busy[index];
    }

    /** Before the first slice of a refresh. */
    void begin() {
        if (gone > MIN_GONE && gone > count / GONE_SHARE) {
            generation++;
            takenVersion = 0;
            count = 0;
            ranked = 0;
            gone = 0;
            indexes = new LongIntMap();
            Arrays.fill(indexOfSlot, NONE);
        }
    }

    /** Takes over what changed in a slice of the table; under the lock of the table. */
    void take(RiderTable riders, int fromSlot, int toSlot) {
        if (toSlot > indexOfSlot.length) {
            int known = indexOfSlot.length;
            indexOfSlot = Arrays.copyOf(indexOfSlot, Math.max(toSlot, known + (known >> 1)));
            Arrays.fill(indexOfSlot, known, indexOfSlot.length, NONE);
        }
        for (int from = fromSlot; from < toSlot; from++) {
            if (riders.versionAt(from) > takenVersion) {
                takeSlot(riders, from);
            }
        }
    }

    /** After the last slice; {@code version} is that of the map when the first was taken. */
    void end(long version, long nowMs) {
        takenVersion = version;
        atMs = nowMs;
        if (ranked < count) {
            rankNewcomers();
        }
    }

    private void takeSlot(RiderTable riders, int from) {
        int rider = riders.riderIdAt(from);
        int index = indexOfSlot[from];
        if (index != NONE && riderId[index] != rider) {
            leave(index);
            index = NONE;
        }
        if (rider == RiderTable.NOBODY) {
            return;
        }
        int news = 1;
        if (index == NONE) {
            index = settle(rider, from);
        } else {
            news = riders.appliedAt(from) - applied[index];
        }
        applied[index] = riders.appliedAt(from);
        mark[index] = (char) ((mark[index] + news - 1) % MARKS + 1);
        latitudeE7[index] = riders.latitudeE7At(from);
        longitudeE7[index] = riders.longitudeE7At(from);
        eventTimeMs[index] = riders.eventTimeMsAt(from);
        speedCmS[index] = riders.speedCmSAt(from);
        headingDeg[index] = riders.headingDegAt(from);
        status[index] = riders.statusAt(from);
        busy[index] = riders.orderIdAt(from) != FixBatch.NO_ORDER;
    }

    private void leave(int index) {
        indexOfSlot[slot[index]] = NONE;
        slot[index] = NONE;
        latitudeE7[index] = NOWHERE;
        gone++;
    }

    /** The index of a rider that was not in this slot before: a new one, or its old one. */
    private int settle(int rider, int inSlot) {
        int index = indexes.get(rider);
        if (index == LongIntMap.ABSENT) {
            index = count++;
            if (index == riderId.length) {
                grow();
            }
            indexes.put(rider, index);
            riderId[index] = rider;
            mark[index] = 0;
        } else if (slot[index] == NONE) {
            gone--;
        } else {
            // It left its slot and came back in this one between two looks at the old slot.
            indexOfSlot[slot[index]] = NONE;
        }
        slot[index] = inSlot;
        indexOfSlot[inSlot] = index;
        return index;
    }

    private void rankNewcomers() {
        long[] newcomers = new long[count - ranked];
        for (int i = 0; i < newcomers.length; i++) {
            newcomers[i] = (long) riderId[ranked + i] << Integer.SIZE | (ranked + i);
        }
        Arrays.sort(newcomers);
        // From the end: nobody is overwritten who has not been moved yet.
        int old = ranked - 1;
        int newcomer = newcomers.length - 1;
        for (int rank = count - 1; newcomer >= 0; rank--) {
            if (old >= 0 && riderId[byRider[old]] > (int) (newcomers[newcomer] >> Integer.SIZE)) {
                byRider[rank] = byRider[old--];
            } else {
                byRider[rank] = (int) newcomers[newcomer--];
            }
        }
        ranked = count;
    }

    private void grow() {
        int capacity = riderId.length + (riderId.length >> 1);
        byRider = Arrays.copyOf(byRider, capacity);
        riderId = Arrays.copyOf(riderId, capacity);
        slot = Arrays.copyOf(slot, capacity);
        applied = Arrays.copyOf(applied, capacity);
        mark = Arrays.copyOf(mark, capacity);
        latitudeE7 = Arrays.copyOf(latitudeE7, capacity);
        longitudeE7 = Arrays.copyOf(longitudeE7, capacity);
        eventTimeMs = Arrays.copyOf(eventTimeMs, capacity);
        speedCmS = Arrays.copyOf(speedCmS, capacity);
        headingDeg = Arrays.copyOf(headingDeg, capacity);
        status = Arrays.copyOf(status, capacity);
        busy = Arrays.copyOf(busy, capacity);
    }
}
