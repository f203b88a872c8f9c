package io.deliverytracking.traces;

/**
 * Fixes in arrays, ordered by time; of equal times in the order of the files. Immutable after building; 24 bytes a fix.
 *
 * <p>Numbers from 1 to 2^31 - 1 as names of riders are the riders' ids. Other names get the smallest ids that are free, in
 * alphabetical order, so the same files give the same ids.
 */
public final class Trace {

    private final TraceReport report;
    private final int[] riderIds;
    private final int[] riders;
    private final long[] timesMs;
    private final int[] latitudesE7;
    private final int[] longitudesE7;
    private final short[] speedsCmS;
    private final short[] headingsDeg;
    private final long usualIntervalMs;

    Trace(
            TraceReport report,
            int[] riderIds,
            int[] riders,
            long[] timesMs,
            int[] latitudesE7,
            int[] longitudesE7,
            short[] speedsCmS,
            short[] headingsDeg,
            long usualIntervalMs) {
        this.report = report;
        this.riderIds = riderIds;
        this.riders = riders;
        this.timesMs = timesMs;
        this.latitudesE7 = latitudesE7;
        this.longitudesE7 = longitudesE7;
        this.speedsCmS = speedsCmS;
        this.headingsDeg = headingsDeg;
        this.usualIntervalMs = usualIntervalMs;
    }

    public TraceReport report() {
        return report;
    }

    public int size() {
        return timesMs.length;
    }

    public int riders() {
        return riderIds.length;
    }

    /** The id of a rider, counted from 0 in the order in which the rows first name them. */
    public int riderId(int rider) {
        return riderIds[rider];
    }

    /** From the first fix to the last, in milliseconds. */
    public long spanMs() {
        return timesMs[timesMs.length - 1] - timesMs[0];
    }

    /** Between two fixes of a rider, the median; at least 1 ms, 1 s when no rider has two. */
    public long usualIntervalMs() {
        return usualIntervalMs;
    }

    /** The rider of a fix, from 0. */
    public int rider(int index) {
        return riders[index];
    }

    /** Milliseconds since the epoch. */
    public long timeMs(int index) {
        return timesMs[index];
    }

    public int latitudeE7(int index) {
        return latitudesE7[index];
    }

    public int longitudeE7(int index) {
        return longitudesE7[index];
    }

    public int speedCmS(int index) {
        return speedsCmS[index];
    }

    public int headingDeg(int index) {
        return headingsDeg[index];
    }
}
