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
 */
public record FaultSettings(
        double outOfOrderRate,
        long outOfOrderDelayMs,
        double duplicateRate,
        long duplicateDelayMs,
        double dropOutRate,
        long dropOutDurationMs,
        double clockSkewShare,
        long clockSkewMs) {

    /** Nothing goes wrong. */
    public static final FaultSettings NONE = new FaultSettings(0, 3_000, 0, 1_000, 0, 30_000, 0, 3_600_000);

    /** Ten minutes of a rider at 1 Hz are 600 stored fixes; more would be a memory test, not a drop-out. */
    public static final long MAX_DELAY_MS = 600_000;

    /** A day. */
    public static final long MAX_SKEW_MS = 86_400_000;

    public FaultSettings {
        requireShare("outOfOrderRate", outOfOrderRate);
        requireDelay("outOfOrderDelayMs", outOfOrderDelayMs);
        requireShare("duplicateRate", duplicateRate);
        requireDelay("duplicateDelayMs", duplicateDelayMs);
        requireShare("dropOutRate", dropOutRate);
        requireDelay("dropOutDurationMs", dropOutDurationMs);
        requireShare("clockSkewShare", clockSkewShare);
        if (Math.abs(clockSkewMs) > MAX_SKEW_MS) {
            throw new InvalidFaultException(
                    "clockSkewMs", clockSkewMs + " is outside of " + -MAX_SKEW_MS + " to " + MAX_SKEW_MS);
        }
    }

    /** Whether any fault can happen: with none, the order of each rider's fixes is kept. */
    public boolean any() {
        return outOfOrderRate > 0 || duplicateRate > 0 || dropOutRate > 0 || clockSkewShare > 0;
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
