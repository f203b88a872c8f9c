package io.deliverytracking.dbwriter.domain;

import io.deliverytracking.events.LocationCodec;
import io.deliverytracking.events.v1.RiderLocation;
import java.util.Arrays;

/**
 * Rows of {@code rider_location}. Units are those of the event: milliseconds since the epoch, 1e-7 degrees,
 * centimetres a second, degrees, metres. An absent order is {@link #NO_ORDER}.
 */
public final class LocationRows extends StagedRows {
    /** Order ids begin at 1. */
    public static final long NO_ORDER = 0;

    private long[] recordTimeMs = new long[initialCapacity()];
    private long[] eventTimeMs = new long[initialCapacity()];
    private long[] session = new long[initialCapacity()];
    private long[] offset = new long[initialCapacity()];
    private long[] orderId = new long[initialCapacity()];
    private int[] riderId = new int[initialCapacity()];
    private int[] sequence = new int[initialCapacity()];
    private int[] latitudeE7 = new int[initialCapacity()];
    private int[] longitudeE7 = new int[initialCapacity()];
    private short[] partition = new short[initialCapacity()];
    private short[] speedCmS = new short[initialCapacity()];
    private short[] headingDeg = new short[initialCapacity()];
    private short[] accuracyM = new short[initialCapacity()];
    private short[] status = new short[initialCapacity()];

    @Override
    void grow(int capacity) {
        recordTimeMs = Arrays.copyOf(recordTimeMs, capacity);
        eventTimeMs = Arrays.copyOf(eventTimeMs, capacity);
        session = Arrays.copyOf(session, capacity);
        offset = Arrays.copyOf(offset, capacity);
        orderId = Arrays.copyOf(orderId, capacity);
        riderId = Arrays.copyOf(riderId, capacity);
        sequence = Arrays.copyOf(sequence, capacity);
        latitudeE7 = Arrays.copyOf(latitudeE7, capacity);
        longitudeE7 = Arrays.copyOf(longitudeE7, capacity);
        partition = Arrays.copyOf(partition, capacity);
        speedCmS = Arrays.copyOf(speedCmS, capacity);
        headingDeg = Arrays.copyOf(headingDeg, capacity);
        accuracyM = Arrays.copyOf(accuracyM, capacity);
        status = Arrays.copyOf(status, capacity);
    }

    @Override
    void decodeInto(int row, PartitionRead read, int index) {
        RiderLocation location = LocationCodec.decode(read.value(index));
        recordTimeMs[row] = read.timestampMs(index);
        offset[row] = read.offset(index);
        partition[row] = (short) read.partition().partition();
        eventTimeMs[row] = location.getEventTimeMs();
        session[row] = location.getSession();
        orderId[row] = location.hasOrderId() ? location.getOrderId() : NO_ORDER;
        riderId[row] = location.getRiderId();
        sequence[row] = location.getSequence();
        latitudeE7[row] = location.getLatitudeE7();
        longitudeE7[row] = location.getLongitudeE7();
        // The codec's limits keep these within 16 bits.
        speedCmS[row] = (short) location.getSpeedCmS();
        headingDeg[row] = (short) location.getHeadingDeg();
        accuracyM[row] = (short) location.getAccuracyM();
        status[row] = (short) location.getStatusValue();
    }

    public long recordTimeMs(int row) {
        return recordTimeMs[row];
    }

    public long eventTimeMs(int row) {
        return eventTimeMs[row];
    }

    public long session(int row) {
        return session[row];
    }

    public long offset(int row) {
        return offset[row];
    }

    public long orderId(int row) {
        return orderId[row];
    }

    public int riderId(int row) {
        return riderId[row];
    }

    public int sequence(int row) {
        return sequence[row];
    }

    public int latitudeE7(int row) {
        return latitudeE7[row];
    }

    public int longitudeE7(int row) {
        return longitudeE7[row];
    }

    public short partition(int row) {
        return partition[row];
    }

    public short speedCmS(int row) {
        return speedCmS[row];
    }

    public short headingDeg(int row) {
        return headingDeg[row];
    }

    public short accuracyM(int row) {
        return accuracyM[row];
    }

    public short status(int row) {
        return status[row];
    }
}
