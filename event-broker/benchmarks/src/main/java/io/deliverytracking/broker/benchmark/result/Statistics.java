package io.deliverytracking.broker.benchmark.result;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The little arithmetic that turns pairs into a figure with its spread.
 *
 * <p>Medians, because one round in which the machine's host was busy must not move the result. The interval is the percentile
 * bootstrap of the median, from a fixed seed: the same pairs give the same interval. Of few pairs it is wide, and of one it is
 * that pair; it never pretends to a distribution that nobody has checked.
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13.
 */
final class Statistics {

    private static final int RESAMPLES = 10_000;
    private static final double TAIL = 0.025;
    private static final long SEED = 4_711;

    private Statistics() {}

    /** Bounds within which the median lies with 95% confidence. */
    record Interval(double low, double high) {}

    static double median(List<Double> values) {
        return median(sorted(values));
    }

    private static double median(double[] sorted) {
        if (sorted.length == 0) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static Interval interval(List<Double> values) {
        double[] all = sorted(values);
        double[] medians = new double[RESAMPLES];
        double[] drawn = new double[all.length];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < drawn.length; j++) {
                drawn[j] = all[random.nextInt(all.length)];
            }
            Arrays.sort(drawn);
            medians[i] = median(drawn);
        }
        Arrays.sort(medians);
        int cut = (int) (TAIL * RESAMPLES);
        return new Interval(medians[cut], medians[RESAMPLES - 1 - cut]);
    }

    private static double[] sorted(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
