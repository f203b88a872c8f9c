package io.deliverytracking.analytics.domain;

import java.util.Arrays;

/**
 * Fixes of one partition in the order of their offsets, as columns: one array a field, one index an event.
 *
 * <p>Filled by the reader, added by {@link EventTimeAnalytics}, {@linkplain #clear() cleared} and filled again.
 *
 * <p>Threading: confined to the reader. Units: times in milliseconds since the epoch, positions in 1e-7 degrees.
 */
public final class FixBatch {

    private int size;
    long[] offset;
    long[] recordTimeMs;
    long[] eventTimeMs;
    int[] riderId;
    int[] latitudeE7;
    int[] longitudeE7;
    int[] speedCmS;
    boolean[] idle;

    /** Room for {@code capacity} fixes, at least one; grows when more come. */
    public FixBatch(int capacity) {
        offset = new long[capacity];
        recordTimeMs = new long[capacity];
        eventTimeMs = new long[capacity];
        riderId = new int[capacity];
        latitudeE7 = new int[capacity];
        longitudeE7 = new int[capacity];
        speedCmS = new int[capacity];
        idle = new boolean[capacity];
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Adds a fix whose values have passed the contract's checks. */
    public void add(
            long atOffset,
            long recordedAtMs,
            long takenAtMs,
            int rider,
            int latE7,
            int lonE7,
            int speedInCmS,
            boolean withoutOrder) {
        if (size == offset.length) {
            grow();
        }
        offset[size] = atOffset;
        recordTimeMs[size] = recordedAtMs;
        eventTimeMs[size] = takenAtMs;
        riderId[size] = rider;
        latitudeE7[size] = latE7;
        longitudeE7[size] = lonE7;
        speedCmS[size] = speedInCmS;
        idle[size] = withoutOrder;
        size++;
    }

    private void grow() {
        int capacity = size * 2;
        offset = Arrays.copyOf(offset, capacity);
        recordTimeMs = Arrays.copyOf(recordTimeMs, capacity);
        eventTimeMs = Arrays.copyOf(eventTimeMs, capacity);
        riderId = Arrays.copyOf(riderId, capacity);
        latitudeE7 = Arrays.copyOf(latitudeE7, capacity);
        longitudeE7 = Arrays.copyOf(longitudeE7, capacity);
        speedCmS = Arrays.copyOf(speedCmS, capacity);
        idle = Arrays.copyOf(idle, capacity);
    }
}
