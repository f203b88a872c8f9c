package io.deliverytracking.demo.services;

import io.deliverytracking.traces.Bounds;
import io.deliverytracking.traces.TraceReport;
import java.math.BigDecimal;

/**
 * What is going to be replayed, as far as it is known before anything is started.
 *
 * @param trace    what the files came to
 * @param riders   copies included
 * @param speedUp  how much faster than it happened
 * @param loop     whether it begins anew at its end
 */
public record ReplayPlan(TraceReport trace, int riders, double speedUp, boolean loop) {

    /** A trace is sorted in memory: at most 120 bytes a row at the worst moment; names of riders, and where they stand, beside it. */
    private static final long ROW_BYTES = 120;

    private static final long RIDER_BYTES = 250;

    /** What a loop with a handful of rows sends at most; only for estimates. */
    private static final double SHORTEST_SECONDS = 1;

    /** Events of one round. */
    public long events() {
        return Math.round((double) trace.readable() * riders / trace.riders());
    }

    /** How long a round takes. */
    public double seconds() {
        return Math.max(SHORTEST_SECONDS, (trace.lastTimeMs() - trace.firstTimeMs()) / 1e3 / speedUp);
    }

    /** Events a second, on the average of a round. */
    double eventsPerSecond() {
        return events() / seconds();
    }

    /** Events a second where they are densest. */
    public double mostEventsPerSecond() {
        return trace.busiestPerSecond() * speedUp * riders / trace.riders();
    }

    /** What the simulator's heap needs for the trace. */
    long heapBytes() {
        return ROW_BYTES * trace.readable() + RIDER_BYTES * trace.riders();
    }

    /** Where the zones meet, degrees: the middle of the trace itself, as the simulator takes it. */
    String centreLatitude() {
        Bounds bounds = trace.bounds();
        return BigDecimal.valueOf(bounds.middleLatitudeE7(), 7).toPlainString();
    }

    String centreLongitude() {
        Bounds bounds = trace.bounds();
        return BigDecimal.valueOf(bounds.middleLongitudeE7(), 7).toPlainString();
    }
}
