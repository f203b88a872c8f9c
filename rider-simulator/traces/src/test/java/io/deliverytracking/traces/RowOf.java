package io.deliverytracking.traces;

/** One fix of a trace, to compare. */
public record RowOf(int riderId, long timeMs, int latitudeE7, int longitudeE7, int speedCmS, int headingDeg) {

    public static RowOf of(Trace trace, int index) {
        return new RowOf(
                trace.riderId(trace.rider(index)),
                trace.timeMs(index),
                trace.latitudeE7(index),
                trace.longitudeE7(index),
                trace.speedCmS(index),
                trace.headingDeg(index));
    }
}
