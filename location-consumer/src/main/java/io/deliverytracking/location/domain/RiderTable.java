package io.deliverytracking.location.domain;

import java.util.Arrays;

/**
 * The latest fix of every rider, as columns indexed by slot; rider ids are hashed to slots.
 *
 * <p>Invariant: the kept fix is the greatest by (session, sequence) that was ever applied to the rider. Event time plays no
 * role: a rider whose clock is an hour ahead, or set back, keeps moving on the map.
 *
 * <p>Slots are dense and reused, so memory follows the number of riders (about 95 bytes each) and never the largest id.
 *
 * <p>Threading: guarded by the lock of {@link LiveMap}.
 */
final class RiderTable {

    static final int ABSENT = LongIntMap.ABSENT;

    /** The rider id of a slot that is not in use. */
    static final int NOBODY = 0;

    private static final int MIN_CAPACITY = 64;

    private final LongIntMap slots = new LongIntMap();
    private int[] freeSlots = new int[16];
    private int freeCount;
    private int slotsEverUsed;

    private int[] riderId = new int[MIN_CAPACITY];
    private long[] session = new long[MIN_CAPACITY];
    private int[] sequence = new int[MIN_CAPACITY];
    private long[] orderId = new long[MIN_CAPACITY];
    private long[] eventTimeMs = new long[MIN_CAPACITY];
    private long[] recordTimeMs = new long[MIN_CAPACITY];
    private long[] lastHeardMs = new long[MIN_CAPACITY];
    private int[] latitudeE7 = new int[MIN_CAPACITY];
    private int[] longitudeE7 = new int[MIN_CAPACITY];
    private short[] speedCmS = new short[MIN_CAPACITY];
    private short[] headingDeg = new short[MIN_CAPACITY];
    private short[] accuracyM = new short[MIN_CAPACITY];
    private byte[] status = new byte[MIN_CAPACITY];
    private long[] version = new long[MIN_CAPACITY];
    private int[] applied = new int[MIN_CAPACITY];

    int size() {
        return slots.size();
    }

    int slotOf(int rider) {
        return slots.get(rider);
    }

    /** All slots in use are below this number; those that are not in use have no rider. */
    int slotLimit() {
        return slotsEverUsed;
    }

    int riderIdAt(int slot) {
        return riderId[slot];
    }

    int latitudeE7At(int slot) {
        return latitudeE7[slot];
    }

    int longitudeE7At(int slot) {
        return longitudeE7[slot];
    }

    long orderIdAt(int slot) {
        return orderId[slot];
    }

    long eventTimeMsAt(int slot) {
        return eventTimeMs[slot];
    }

    short speedCmSAt(int slot) {
        return speedCmS[slot];
    }

    short headingDegAt(int slot) {
        return headingDeg[slot];
    }

    byte statusAt(int slot) {
        return status[slot];
    }

    /** The map's version when anything in the slot changed last: a fix, or the rider's leaving. */
    long versionAt(int slot) {
        return version[slot];
    }

    /** Counts the fixes kept in this slot, whoever's they were; wraps around. */
    int appliedAt(int slot) {
        return applied[slot];
    }

    /** Below zero if fix {@code i} is older than the kept one, zero if it is the same, above zero if it is newer. */
    int compareToKept(int slot, FixBatch fixes, int i) {
        int bySession = Long.compare(fixes.session[i], session[slot]);
        return bySession != 0 ? bySession : Integer.compare(fixes.sequence[i], sequence[slot]);
    }

    /** Gives a rider that is not in the table a slot; its columns are whatever they were until {@link #set}. */
    int add(int rider) {
        int slot;
        if (freeCount > 0) {
            slot = freeSlots[--freeCount];
        } else {
            slot = slotsEverUsed++;
            if (slot == riderId.length) {
                grow();
            }
        }
        slots.put(rider, slot);
        riderId[slot] = rider;
        lastHeardMs[slot] = Long.MIN_VALUE;
        return slot;
    }

    void remove(int slot, long newVersion) {
        slots.remove(riderId[slot]);
        riderId[slot] = NOBODY;
        version[slot] = newVersion;
        if (freeCount == freeSlots.length) {
            freeSlots = Arrays.copyOf(freeSlots, freeCount * 2);
        }
        freeSlots[freeCount++] = slot;
    }

    /** Keeps fix {@code i} as the latest of the rider in {@code slot}. */
    void set(int slot, FixBatch fixes, int i, long newVersion) {
        session[slot] = fixes.session[i];
        sequence[slot] = fixes.sequence[i];
        orderId[slot] = fixes.orderId[i];
        eventTimeMs[slot] = fixes.eventTimeMs[i];
        recordTimeMs[slot] = fixes.recordTimeMs[i];
        latitudeE7[slot] = fixes.latitudeE7[i];
        longitudeE7[slot] = fixes.longitudeE7[i];
        speedCmS[slot] = fixes.speedCmS[i];
        headingDeg[slot] = fixes.headingDeg[i];
        accuracyM[slot] = fixes.accuracyM[i];
        status[slot] = fixes.status[i];
        version[slot] = newVersion;
        applied[slot]++;
    }

    /** Any record of a rider, late ones too, is a sign of life. */
    void heard(int slot, long recordedAtMs) {
        lastHeardMs[slot] = Math.max(lastHeardMs[slot], recordedAtMs);
    }

    boolean isSilentSince(int slot, long horizonMs) {
        return riderId[slot] != NOBODY && lastHeardMs[slot] < horizonMs;
    }

    RiderPosition copyOf(int slot) {
        return new RiderPosition(
                riderId[slot],
                session[slot],
                sequence[slot],
                orderId[slot],
                eventTimeMs[slot],
                recordTimeMs[slot],
                latitudeE7[slot],
                longitudeE7[slot],
                speedCmS[slot],
                headingDeg[slot],
                accuracyM[slot],
                RiderStatus.ofOrdinal(status[slot]),
                version[slot]);
    }

    private void grow() {
        int capacity = riderId.length + (riderId.length >> 1);
        riderId = Arrays.copyOf(riderId, capacity);
        session = Arrays.copyOf(session, capacity);
        sequence = Arrays.copyOf(sequence, capacity);
        orderId = Arrays.copyOf(orderId, capacity);
        eventTimeMs = Arrays.copyOf(eventTimeMs, capacity);
        recordTimeMs = Arrays.copyOf(recordTimeMs, capacity);
        lastHeardMs = Arrays.copyOf(lastHeardMs, capacity);
        latitudeE7 = Arrays.copyOf(latitudeE7, capacity);
        longitudeE7 = Arrays.copyOf(longitudeE7, capacity);
        speedCmS = Arrays.copyOf(speedCmS, capacity);
        headingDeg = Arrays.copyOf(headingDeg, capacity);
        accuracyM = Arrays.copyOf(accuracyM, capacity);
        status = Arrays.copyOf(status, capacity);
        version = Arrays.copyOf(version, capacity);
        applied = Arrays.copyOf(applied, capacity);
    }
}
