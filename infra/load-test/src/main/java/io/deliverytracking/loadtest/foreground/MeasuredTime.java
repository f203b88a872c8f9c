package io.deliverytracking.loadtest.foreground;

import java.util.concurrent.TimeUnit;

/**
 * Which moments of a trial count: not the warm-up before them, and what comes after the load's end only by itself. Moments are those
 * of {@link System#nanoTime()}.
 *
 * @param fromNs the first moment that counts
 * @param toNs the first one that no longer does
 */
public record MeasuredTime(long fromNs, long toNs) {

    /** Where in a trial a moment is. */
    enum Part {
        WARM_UP,
        MEASURED,
        /** No more load, and what waits is stored. */
        DRAIN
    }

    /** Of a trial that starts at that moment. */
    public static MeasuredTime of(long startNs, int warmUpSeconds, int measuredSeconds) {
        long fromNs = startNs + TimeUnit.SECONDS.toNanos(warmUpSeconds);
        return new MeasuredTime(fromNs, fromNs + TimeUnit.SECONDS.toNanos(measuredSeconds));
    }

    Part partOf(long momentNs) {
        // Differences: the clock may pass its largest number.
        if (momentNs - fromNs < 0) {
            return Part.WARM_UP;
        }
        return momentNs - toNs < 0 ? Part.MEASURED : Part.DRAIN;
    }
}
