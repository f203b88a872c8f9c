package io.deliverytracking.location.domain;

import java.util.Arrays;

/**
 * A copy of all riders for those who look at many of them again and again: {@link LiveMap#refresh} copies what has changed
 * since the last time, slice by slice, and whoever reads the copy holds no lock.
 *
 * <p>A rider has an <em>index</em> here that stays the same for a {@linkplain #generation() generation}; a reader can keep
 * what it knows of a rider under this number. {@link #indexAt} gives the indexes in ascending order of rider ids. A
 * generation begins with all columns in this order, so that a pass over everybody runs straight through memory, which is
 * two and a half times as fast as in the order of arrival. New riders are appended and merged into a table of ranks (a
 * sort of the new ones, one pass over the old). When there are as many of them as the generation began with, the next one
 * begins: that is amortised like the growth of an array. Rejected: sorting each answer (8 ms for 100,000 riders and client,
 * against 2 ms for the whole frame), and moving everybody's index for each new rider.
 *
 * <p>Invariant: an index in use belongs to one rider. One that left the map keeps its index, {@linkplain #isGone gone}, so
 * that readers can say who left, and gets it back if it returns. When many are gone the next generation begins, too.
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

    /** So many riders come and so many leave in any case before there is another generation. */
    private static final int MIN_CHANGES = 1_024;

    /** Beyond, no more than one index in so many belongs to a rider that is gone. */
    private static final int GONE_SHARE = 4;

    private int generation;
    private long takenVersion;
    private long atMs;
    private int count;
    private int firstCount;
    private int gone;
    private LongIntMap indexes = new LongIntMap();
    private int[] indexOfSlot = new int[0];

    private final ImageColumns columns = new ImageColumns();
    private int[] byRider = new int[columns.capacity()];
    private int ranked;

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
        return columns.riderId[index];
    }

    /** True if the rider has left the map. Its position lies in no box then. */
    public boolean isGone(int index) {
        return columns.latitudeE7[index] == ImageColumns.NOWHERE;
    }

    /** Moves on with every fix of the rider; never 0. */
    public char mark(int index) {
        return columns.mark[index];
    }

    /** How many fixes lie between two marks of a rider. */
    public static int fixesBetween(char earlier, char later) {
        int fixes = later - earlier;
        return fixes < 0 ? fixes + MARKS : fixes;
    }

    public int latitudeE7(int index) {
        return columns.latitudeE7[index];
    }

    public int longitudeE7(int index) {
        return columns.longitudeE7[index];
    }

    public long eventTimeMs(int index) {
        return columns.eventTimeMs[index];
    }

    public int speedCmS(int index) {
        return columns.speedCmS[index];
    }

    public int headingDeg(int index) {
        return columns.headingDeg[index];
    }

    public RiderStatus status(int index) {
        return RiderStatus.ofOrdinal(columns.status[index]);
    }

    /** True if the rider carries or fetches an order. */
    public boolean isBusy(int index) {
        return columns.busy[index];
    }

    /** Before the first slice of a refresh. */
    void begin() {
        boolean manyLeft = gone > MIN_CHANGES && gone > count / GONE_SHARE;
        boolean manyCame = count - firstCount > Math.max(MIN_CHANGES, firstCount);
        if (manyLeft || manyCame) {
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
        boolean isFirst = ranked == 0;
        if (ranked < count) {
            rankNewcomers();
        }
        if (isFirst) {
            putInOrder();
            firstCount = count;
        }
    }

    private void takeSlot(RiderTable riders, int slot) {
        int rider = riders.riderIdAt(slot);
        int index = indexOfSlot[slot];
        if (index != NONE && columns.riderId[index] != rider) {
            leave(index);
            index = NONE;
        }
        if (rider != RiderTable.NOBODY) {
            boolean isSameSlot = index != NONE;
            columns.take(isSameSlot ? index : settle(rider, slot), riders, slot, isSameSlot);
        }
    }

    private void leave(int index) {
        indexOfSlot[columns.slot[index]] = NONE;
        columns.slot[index] = NONE;
        columns.latitudeE7[index] = ImageColumns.NOWHERE;
        gone++;
    }

    /** The index of a rider that was not in this slot before: a new one, or its old one. */
    private int settle(int rider, int slot) {
        int index = indexes.get(rider);
        if (index == LongIntMap.ABSENT) {
            index = count++;
            if (index == columns.capacity()) {
                columns.grow();
                byRider = Arrays.copyOf(byRider, columns.capacity());
            }
            indexes.put(rider, index);
            columns.begin(index, rider);
        } else if (columns.slot[index] == NONE) {
            gone--;
        } else {
            // It left its slot and came back in this one between two looks at the old slot.
            indexOfSlot[columns.slot[index]] = NONE;
        }
        indexOfSlot[slot] = index;
        return index;
    }

    private void rankNewcomers() {
        long[] newcomers = new long[count - ranked];
        for (int i = 0; i < newcomers.length; i++) {
            newcomers[i] = (long) columns.riderId[ranked + i] << Integer.SIZE | (ranked + i);
        }
        Arrays.sort(newcomers);
        // From the end: nobody is overwritten who has not been moved yet.
        int old = ranked - 1;
        int newcomer = newcomers.length - 1;
        for (int rank = count - 1; newcomer >= 0; rank--) {
            if (old >= 0 && columns.riderId[byRider[old]] > (int) (newcomers[newcomer] >> Integer.SIZE)) {
                byRider[rank] = byRider[old--];
            } else {
                byRider[rank] = (int) newcomers[newcomer--];
            }
        }
        ranked = count;
    }

    /** Gives everybody the rank as index. Nobody is gone yet, and no reader has seen an index. */
    private void putInOrder() {
        columns.reorder(byRider, count);
        for (int rank = 0; rank < count; rank++) {
            indexes.put(columns.riderId[rank], rank);
            indexOfSlot[columns.slot[rank]] = rank;
            byRider[rank] = rank;
        }
    }
}
