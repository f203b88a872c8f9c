package io.deliverytracking.simulator.domain.fault;

/**
 * Which faults happen how often. Rates and shares are from 0 (never) to 1.
 *
 * @param outOfOrderRate share of fixes that are held back and sent after later ones
 * @param outOfOrderDelayMs the longest such delay; each is between one tenth of it and this
 * @param duplicateRate share of fixes that are sent a second time
 * @param duplicateDelayMs the longest time between the two
 * @param dropOutRate chance that a rider loses the network at a fix
 * @param dropOutDurationMs how long it is gone; the stored fixes follow in one burst
 * @param clockSkewShare share of riders whose clock is off
 * @param clockSkewMs by how much; negative is behind
 * @param gpsNoiseRate share of fixes that are thrown off
 * @param gpsNoiseM by up to so many metres; their accuracy admits a part of it
 * @param zeroFixRate share of fixes at 0 degrees north, 0 degrees east, as receivers report that know nothing
 */
public record FaultSettings(
        double outOfOrderRate,
        long outOfOrderDelayMs,
        double duplicateRate,
        long duplicateDelayMs,
        double dropOutRate,
        long dropOutDurationMs,
        double clockSkewShare,
        long clockSkewMs,
        double gpsNoiseRate,
        int gpsNoiseM,
        double zeroFixRate) {

    /** Nothing goes wrong. */
    public static final FaultSettings NONE = new FaultSettings(0, 3_000, 0, 1_000, 0, 30_000, 0, 3_600_000, 0, 100, 0);

    /** Ten minutes of a rider at 1 Hz are 600 stored fixes; more would be a memory test, not a drop-out. */
    public static final long MAX_DELAY_MS = 600_000;

    /** A day. */
    public static final long MAX_SKEW_MS = 86_400_000;

    /** Ten kilometres: in another town. */
    public static final int MAX_NOISE_M = 10_000;

    public FaultSettings {
        requireShare("outOfOrderRate", outOfOrderRate);
        requireDelay("outOfOrderDelayMs", outOfOrderDelayMs);
        requireShare("duplicateRate", duplicateRate);
        requireDelay("duplicateDelayMs", duplicateDelayMs);
        requireShare("dropOutRate", dropOutRate);
        requireDelay("dropOutDurationMs", dropOutDurationMs);
        requireShare("clockSkewShare", clockSkewShare);
        if (clockSkewMs < -MAX_SKEW_MS || clockSkewMs > MAX_SKEW_MS) {
            throw new InvalidFaultException(
                    "clockSkewMs", clockSkewMs + " is outside of " + -MAX_SKEW_MS + " to " + MAX_SKEW_MS);
        }
        requireShare("gpsNoiseRate", gpsNoiseRate);
        if (gpsNoiseM < 1 || gpsNoiseM > MAX_NOISE_M) {
            throw new InvalidFaultException("gpsNoiseM", gpsNoiseM + " is outside of 1 to " + MAX_NOISE_M);
        }
        requireShare("zeroFixRate", zeroFixRate);
    }

    /** Whether any fault can happen. */
    public boolean any() {
        return mayDisturbOrder() || clockSkewShare > 0 || gpsNoiseRate > 0 || zeroFixRate > 0;
    }

    /** Whether a fix may leave after a later one of its rider. Without, the order of each rider's fixes is kept. */
    public boolean mayDisturbOrder() {
        return outOfOrderRate > 0 || duplicateRate > 0 || dropOutRate > 0;
    }

    private static void requireShare(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidFaultException(field, value + " is outside of 0 to 1");
        }
    }

    private static void requireDelay(String field, long value) {
        if (value < 1 || value > MAX_DELAY_MS) {
            throw new InvalidFaultException(field, value + " is outside of 1 to " + MAX_DELAY_MS);
        }
    }
}
