package io.deliverytracking.broker.record;

/**
 * The arithmetic of producer sequences: 31 bits, after {@link Integer#MAX_VALUE} comes 0.
 *
 * <p>Source: KIP-98.
 */
public final class Sequences {

    private Sequences() {}

    /** The sequence {@code delta} records after {@code sequence}. */
    public static int plus(int sequence, int delta) {
        int untilWrap = Integer.MAX_VALUE - sequence;
        return delta <= untilWrap ? sequence + delta : delta - untilWrap - 1;
    }

    /** Whether {@code next} follows {@code last} without a gap. */
    public static boolean follows(int last, int next) {
        return next == plus(last, 1);
    }
}
