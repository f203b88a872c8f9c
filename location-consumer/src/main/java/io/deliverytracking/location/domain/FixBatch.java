package io.deliverytracking.location.domain;

import java.util.Arrays;

/**
 * Fixes as columns: one array a field, one index an event. What a reader of the log hands to {@link LiveMap#accept}.
 *
 * <p>At 100,000 events a second an object an event would be the largest cost of the whole service; the columns are filled,
 * read and {@linkplain #clear() reused}. Values have passed the contract's checks, so nothing here checks them again.
 *
 * <p>Threading: confined to the reader that fills it. Units are in the names; {@link #NO_ORDER} stands for "no order".
 */
public final class FixBatch {

    /** Order ids start at 1. */
    public static final long NO_ORDER = 0;

    private int size;
    int[] riderId;
    long[] session;
    int[] sequence;
    long[] recordTimeMs;
    long[] eventTimeMs;
    int[] latitudeE7;
    int[] longitudeE7;
    long[] orderId;
    short[] speedCmS;
    short[] headingDeg;
    short[] accuracyM;
    byte[] status;

    /** Room for {@code capacity} fixes; grows when more come. */
    public FixBatch(int capacity) {
        riderId = new int[capacity];
        session = new long[capacity];
        sequence = new int[capacity];
        recordTimeMs = new long[capacity];
        eventTimeMs = new long[capacity];
        latitudeE7 = new int[capacity];
        longitudeE7 = new int[capacity];
        orderId = new long[capacity];
        speedCmS = new short[capacity];
        headingDeg = new short[capacity];
        accuracyM = new short[capacity];
        status = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Begins the next fix; {@link #at}, {@link #moving} and {@link #carrying} add the rest of the same fix. */
    public FixBatch next(int rider, long ofSession, int ofSequence, long recordedAtMs) {
        if (size == riderId.length) {
            grow();
        }
        riderId[size] = rider;
        session[size] = ofSession;
        sequence[size] = ofSequence;
        recordTimeMs[size] = recordedAtMs;
        orderId[size] = NO_ORDER;
        size++;
        return this;
    }

    /** Where and when, by the rider's clock. */
    public FixBatch at(int latE7, int lonE7, long takenAtMs) {
        latitudeE7[size - 1] = latE7;
        longitudeE7[size - 1] = lonE7;
        eventTimeMs[size - 1] = takenAtMs;
        return this;
    }

    /** How the rider moves, how sure that is, and what the rider is doing. */
    @SuppressWarnings("EnumOrdinal") // One byte an event, which never leaves the process.
    public FixBatch moving(int speedInCmS, int headingInDeg, int accuracyInM, RiderStatus doing) {
        speedCmS[size - 1] = (short) speedInCmS;
        headingDeg[size - 1] = (short) headingInDeg;
        accuracyM[size - 1] = (short) accuracyInM;
        status[size - 1] = (byte) doing.ordinal();
        return this;
    }

    /** The order that is carried or fetched. */
    public FixBatch carrying(long order) {
        orderId[size - 1] = order;
        return this;
    }

    private void grow() {
        int capacity = Math.max(16, size * 2);
        riderId = Arrays.copyOf(riderId, capacity);
        session = Arrays.copyOf(session, capacity);
        sequence = Arrays.copyOf(sequence, capacity);
        recordTimeMs = Arrays.copyOf(recordTimeMs, capacity);
        eventTimeMs = Arrays.copyOf(eventTimeMs, capacity);
        latitudeE7 = Arrays.copyOf(latitudeE7, capacity);
        longitudeE7 = Arrays.copyOf(longitudeE7, capacity);
        orderId = Arrays.copyOf(orderId, capacity);
        speedCmS = Arrays.copyOf(speedCmS, capacity);
        headingDeg = Arrays.copyOf(headingDeg, capacity);
        accuracyM = Arrays.copyOf(accuracyM, capacity);
        status = Arrays.copyOf(status, capacity);
    }
}
