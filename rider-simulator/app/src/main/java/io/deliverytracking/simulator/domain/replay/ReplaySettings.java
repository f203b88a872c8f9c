package io.deliverytracking.simulator.domain.replay;

import java.util.OptionalInt;

/**
 * How a trace is replayed.
 *
 * @param speedUp how much faster than it happened; above 0, at most 1,000,000
 * @param loop begin anew at the end, for ever: sequences keep counting, and time goes on
 * @param riders how many there are to be: more than the trace has are shifted copies, fewer are its first ones; empty for
 *     {@code copies} times as many as the trace has
 * @param copies how often each rider of the trace rides, itself included; counts where {@code riders} is empty
 * @param copySpacingM how far apart copies of one rider are, about
 */
public record ReplaySettings(double speedUp, boolean loop, OptionalInt riders, int copies, double copySpacingM) {

    public static final double MAX_SPEED_UP = 1e6;
    public static final int MAX_COPIES = 2_000_000;
    public static final double MAX_SPACING_M = 10_000;

    public ReplaySettings {
        require("speed-up", speedUp > 0 && speedUp <= MAX_SPEED_UP, speedUp, "0 to 1000000");
        require("copies", copies >= 1 && copies <= MAX_COPIES, copies, "1 to 2000000");
        require("copy-spacing-m", copySpacingM >= 0 && copySpacingM <= MAX_SPACING_M, copySpacingM, "0 to 10000");
    }

    /** The trace as it is, this fast. */
    public static ReplaySettings once(double speedUp) {
        return new ReplaySettings(speedUp, false, OptionalInt.empty(), 1, 100);
    }

    private static void require(String name, boolean inside, double value, String range) {
        if (!inside) {
            throw new IllegalArgumentException(name + " " + value + " is outside of " + range);
        }
    }
}
