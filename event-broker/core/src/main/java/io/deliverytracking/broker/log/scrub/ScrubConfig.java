package io.deliverytracking.broker.log.scrub;

/**
 * How much the scrubber may do.
 *
 * @param bytesPerSecond {@code log.scrub.bytes.per.second}; 0 switches it off
 * @param intervalMs {@code log.scrub.interval.ms}: from the beginning of one pass to the next, at least
 */
public record ScrubConfig(long bytesPerSecond, long intervalMs) {

    /** A megabyte a second, a thousandth of a core, once a day. */
    public static final ScrubConfig DEFAULT = new ScrubConfig(1024 * 1024, 24L * 60 * 60 * 1000);
}
