package io.deliverytracking.simulator.domain;

/**
 * SplitMix64 as functions over a state that the caller keeps, so that 100,000 riders have a stream each in one array.
 *
 * <p>Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014); the constants are
 * those of {@link java.util.SplittableRandom}.
 */
public final class SplitMix {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private SplitMix() {}

    /** The state after {@code state}. */
    public static long next(long state) {
        return state + GOLDEN_GAMMA;
    }

    /** 64 random bits of a state, or a hash of any number. */
    public static long bits(long state) {
        long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** Bits to a number in [0, 1). */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** Bits to a number in [0, bound). */
    public static int below(long bits, int bound) {
        return (int) (((bits >>> 32) * bound) >>> 32);
    }
}
