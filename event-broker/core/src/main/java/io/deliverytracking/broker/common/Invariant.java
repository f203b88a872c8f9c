package io.deliverytracking.broker.common;

/**
 * Assertions about our own code: a violation is a bug of ours, never the client's or the disk's fault.
 *
 * <p>They are always on. A violated invariant means that state can no longer be trusted, so the {@link AssertionError}
 * is meant to stop the lane instead of being handled.
 *
 * <p>The messages carry the values that broke the rule; the variants with long arguments exist so that a passing
 * check on a hot path formats and allocates nothing.
 */
public final class Invariant {

    private Invariant() {}

    /** Requires {@code condition}, saying {@code rule} otherwise. */
    public static void check(boolean condition, String rule) {
        if (!condition) {
            throw new AssertionError(rule);
        }
    }

    /** Requires {@code condition}, saying {@code rule} and the two values otherwise. */
    public static void check(boolean condition, String rule, long first, long second) {
        if (!condition) {
            throw new AssertionError(rule + ": " + first + ", " + second);
        }
    }
}
