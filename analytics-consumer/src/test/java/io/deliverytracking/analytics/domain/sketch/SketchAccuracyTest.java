package io.deliverytracking.analytics.domain.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates lie within their stated bounds of the exact values, merged or not. */
class SketchAccuracyTest {

    private static final int PANES = 60;

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 10_000, 200_000})
    void quantilesLieWithinTheRankError(int values) {
        Random random = new Random(values);
        QuantileSketch direct = new QuantileSketch();
        QuantileSketch[] panes = new QuantileSketch[PANES];
        Arrays.setAll(panes, pane -> new QuantileSketch());
        int[] exact = new int[values];
        for (int i = 0; i < values; i++) {
            // As speeds are: many stand, the others ride around 6 m/s.
            exact[i] = random.nextInt(3) == 0 ? 0 : Math.max(1, (int) (600 + 200 * random.nextGaussian()));
            direct.add(exact[i]);
            panes[i % PANES].add(exact[i]);
        }
        QuantileSketch merged = new QuantileSketch();
        for (QuantileSketch pane : panes) {
            merged.merge(pane);
        }
        Arrays.sort(exact);
        for (QuantileSketch sketch : new QuantileSketch[] {direct, merged}) {
            Quantiles quantiles = sketch.quantiles();
            assertThat(quantiles).isNotNull();
            requireRank(exact, quantiles.p50(), 0.5);
            requireRank(exact, quantiles.p90(), 0.9);
            requireRank(exact, quantiles.p99(), 0.99);
        }
    }

    @Test
    void quantilesOfFewValuesAreExact() {
        QuantileSketch sketch = new QuantileSketch();
        for (int i = 1; i <= 100; i++) {
            sketch.add(i);
        }
        assertThat(sketch.quantiles()).isEqualTo(new Quantiles(50, 90, 99));
        assertThat(new QuantileSketch().quantiles()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 500, 20_000, 100_000})
    void differentRidersLieWithinTheRelativeErrorAndMergedEqualsDirect(int riders) {
        DistinctSketch direct = new DistinctSketch();
        DistinctSketch[] panes = new DistinctSketch[PANES];
        Arrays.setAll(panes, pane -> new DistinctSketch());
        Random random = new Random(riders);
        for (int rider = 1; rider <= riders; rider++) {
            direct.add(rider);
            panes[random.nextInt(PANES)].add(rider);
            panes[random.nextInt(PANES)].add(rider);
        }
        DistinctSketch merged = new DistinctSketch();
        for (DistinctSketch pane : panes) {
            merged.merge(pane);
        }
        assertThat(direct.estimate()).isBetween((long) Math.floor(riders * (1 - DistinctSketch.RELATIVE_ERROR)), (long)
                Math.ceil(riders * (1 + DistinctSketch.RELATIVE_ERROR)));
        assertThat(merged.estimate()).isEqualTo(direct.estimate());
    }

    @Test
    void theBoundsAreThoseThatTheInterfaceStates() {
        assertThat(QuantileSketch.RANK_ERROR).isBetween(0.0, 0.014);
        assertThat(DistinctSketch.RELATIVE_ERROR).isBetween(0.0, 0.04);
    }

    /** With equal values a quantile has a range of ranks; it must come within the error of the one asked for. */
    private static void requireRank(int[] sorted, float value, double rank) {
        double below = Arrays.stream(sorted).filter(v -> v < value).count() / (double) sorted.length;
        double upTo = Arrays.stream(sorted).filter(v -> v <= value).count() / (double) sorted.length;
        // The bound holds for 99 of 100 sketches, and the library's coin tosses have no seed. Twice the bound is five
        // standard deviations.
        double error = 2 * QuantileSketch.RANK_ERROR;
        assertThat(below).isLessThanOrEqualTo(rank + error);
        assertThat(upTo).isGreaterThanOrEqualTo(rank - error);
    }
}
