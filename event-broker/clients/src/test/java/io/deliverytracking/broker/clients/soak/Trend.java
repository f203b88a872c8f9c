package io.deliverytracking.broker.clients.soak;

import java.util.ArrayList;
import java.util.List;

/** Samples over time, and the straight line that fits them best (least squares). Not thread-safe. */
final class Trend {

    private final List<double[]> samples = new ArrayList<>();

    void add(double seconds, double value) {
        samples.add(new double[] {seconds, value});
    }

    /** Without those of its beginning, in which a JVM still grows to what it needs. */
    Trend after(double seconds) {
        Trend later = new Trend();
        samples.stream().filter(sample -> sample[0] >= seconds).forEach(later.samples::add);
        return later;
    }

    int size() {
        return samples.size();
    }

    double mean() {
        return samples.stream().mapToDouble(sample -> sample[1]).average().orElseThrow();
    }

    double max() {
        return samples.stream().mapToDouble(sample -> sample[1]).max().orElseThrow();
    }

    /** Growth of the value in a second. */
    double slope() {
        double meanSeconds =
                samples.stream().mapToDouble(sample -> sample[0]).average().orElseThrow();
        double mean = mean();
        double covariance = 0;
        double variance = 0;
        for (double[] sample : samples) {
            covariance += (sample[0] - meanSeconds) * (sample[1] - mean);
            variance += (sample[0] - meanSeconds) * (sample[0] - meanSeconds);
        }
        return variance == 0 ? 0 : covariance / variance;
    }
}
