package io.deliverytracking.loadtest.report;

import io.deliverytracking.loadtest.result.Latency;
import java.util.Locale;

/**
 * A 99th percentile with what its sample allows to say of it, in microseconds.
 *
 * @param highUs infinite where the sample is too small for an upper bound
 * @param count values in the sample
 */
record P99(double us, double lowUs, double highUs, long count) {

    static P99 of(Latency latency) {
        Long high = latency.p99HighUs();
        return new P99(
                latency.p99Us(), latency.p99LowUs(), high == null ? Double.POSITIVE_INFINITY : high, latency.count());
    }

    /** Only where the intervals don't meet: anything nearer may be chance. */
    boolean isBelow(P99 other) {
        return highUs < other.lowUs;
    }

    P99 times(double factor) {
        return new P99(us * factor, lowUs * factor, highUs * factor, count);
    }

    /** The value, its interval and the size of the sample. */
    String words() {
        return Figures.briefly(us) + " (" + interval() + ", n = " + Figures.count(count) + ")";
    }

    /** As a hovering text and a table's cell have it. */
    String interval() {
        return Double.isFinite(highUs)
                ? Figures.briefly(lowUs) + " to " + Figures.briefly(highUs)
                : Figures.briefly(lowUs) + " or more";
    }

    /** How many times the other, with the least and the most that both intervals leave. */
    String timesOf(P99 other) {
        double least = lowUs / other.highUs;
        double most = highUs / other.lowUs;
        return Figures.times(us / other.us)
                + (Double.isFinite(most) && least > 0
                        ? String.format(Locale.ROOT, " (%.2f to %.2f)", least, most)
                        : " (too few operations for an interval)");
    }
}
