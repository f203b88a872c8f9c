package io.deliverytracking.broker.benchmark.result;

import java.util.Locale;

/**
 * What a row's ratio should be.
 *
 * @param bound    the ratio
 * @param atLeast  whether it is a floor, which the lower end of the 95% interval has to reach; otherwise the median must not exceed it
 * @param minPairs with fewer there is no verdict
 */
public record Aim(double bound, boolean atLeast, int minPairs) {

    /** The median of the ratios must not exceed this. */
    public static Aim atMost(double ratio) {
        return new Aim(ratio, false, 1);
    }

    /** Of at least so many pairs, the lower end of the interval must reach this. */
    public static Aim surelyAtLeast(double ratio, int minPairs) {
        return new Aim(ratio, true, minPairs);
    }

    /** Judges a result. */
    Verdict judge(int pairs, double median, double lowerBound) {
        if (pairs < minPairs) {
            return Verdict.UNDECIDED;
        }
        boolean met = atLeast ? lowerBound >= bound : median <= bound;
        return met ? Verdict.MET : Verdict.MISSED;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, atLeast ? "low >= %.2f" : "<= %.1f", bound);
    }
}
