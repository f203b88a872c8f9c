package io.deliverytracking.analytics.domain.sketch;

import org.apache.datasketches.kll.KllFloatsSketch;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of a stream of values that is not kept: a KLL sketch.
 *
 * <p>Invariant: the rank of an answer differs from the rank asked for by at most {@link #RANK_ERROR} with 99% confidence,
 * however many values there were and however many sketches were merged. Of at most {@value #K} values the answers are exact.
 *
 * <p>Bounds: some 600 values (2.4 KB) for 100,000 values, growing with the logarithm. Which values are kept is decided by
 * coin tosses, so two sketches of the same values may differ within the bound.
 *
 * <p>Not thread-safe.
 */
public final class QuantileSketch {

    /** The library's default. Twice as much would halve the error and double the size. */
    private static final int K = 200;

    /** Largest distance in rank, from 0 to 1, with 99% confidence. */
    public static final double RANK_ERROR = KllFloatsSketch.getNormalizedRankError(K, false);

    private static final double[] RANKS = {0.5, 0.9, 0.99};

    private final KllFloatsSketch sketch = KllFloatsSketch.newHeapInstance(K);

    public void add(float value) {
        sketch.update(value);
    }

    public void merge(QuantileSketch other) {
        if (!other.sketch.isEmpty()) {
            sketch.merge(other.sketch);
        }
    }

    /** Null without values. */
    public @Nullable Quantiles quantiles() {
        if (sketch.isEmpty()) {
            return null;
        }
        float[] values = sketch.getQuantiles(RANKS);
        return new Quantiles(values[0], values[1], values[2]);
    }
}
