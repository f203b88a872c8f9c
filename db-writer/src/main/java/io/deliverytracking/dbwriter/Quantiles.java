package io.deliverytracking.dbwriter;

import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;

/** How something is distributed lately (quantiles over about two minutes, the count over all). */
public record Quantiles(long count, double mean, double p50, double p99, double max) {
    static Quantiles of(HistogramSnapshot snapshot, double divisor) {
        return new Quantiles(
                snapshot.count(),
                snapshot.mean() / divisor,
                at(snapshot, 0.5) / divisor,
                at(snapshot, 0.99) / divisor,
                snapshot.max() / divisor);
    }

    private static double at(HistogramSnapshot snapshot, double quantile) {
        for (ValueAtPercentile value : snapshot.percentileValues()) {
            if (value.percentile() == quantile) {
                return value.value();
            }
        }
        return Double.NaN;
    }
}
