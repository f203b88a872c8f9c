package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.simulator.domain.Fix;

/**
 * Fixes of a file in arrays, ordered by time; of equal times in the order of the file. Immutable after building.
 *
 * <p>Numbers from 1 to 2^31 - 1 in the file's rider column are the riders' ids. Other names get the smallest ids that
 * are free, in alphabetical order, so the same file gives the same ids.
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

    Trace(
            TraceReport report,
            int[] riderIds,
            int[] riders,
            long[] timesMs,
            int[] latitudesE7,
            int[] longitudesE7,
            short[] speedsCmS,
            short[] headingsDeg) {
        this.report = report;
        this.riderIds = riderIds;
        this.riders = riders;
        this.timesMs = timesMs;
        this.latitudesE7 = latitudesE7;
        this.longitudesE7 = longitudesE7;
        this.speedsCmS = speedsCmS;
        this.headingsDeg = headingsDeg;
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

    /** The id of a rider, counted from 0 in the order in which the file's rows first name them. */
    public int riderId(int rider) {
        return riderIds[rider];
    }

    /** Milliseconds since the epoch. */
    public long timeMs(int index) {
        return timesMs[index];
    }

    /** Fills in everything that the file says; order, status, sequence and intended time are not its business. */
    public void read(int index, Fix fix) {
        fix.rider = riders[index];
        fix.riderId = riderIds[riders[index]];
        fix.eventTimeMs = timesMs[index];
        fix.latitudeE7 = latitudesE7[index];
        fix.longitudeE7 = longitudesE7[index];
        fix.speedCmS = speedsCmS[index];
        fix.headingDeg = headingsDeg[index];
    }
}
