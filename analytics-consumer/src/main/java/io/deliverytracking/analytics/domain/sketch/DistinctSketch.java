package io.deliverytracking.analytics.domain.sketch;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * How many different riders there were: a HyperLogLog sketch of 8 KB at most.
 *
 * <p>Invariant: the estimate depends on the set of riders alone: not on the order in which they came, nor on how often,
 * nor on whether they came directly or in merged sketches. (The library's historical estimator is somewhat better, and
 * depends on the order; a window that is rebuilt after a restart would have another estimate.) With 99.7% confidence it
 * lies within {@link #RELATIVE_ERROR} of the truth.
 *
 * <p>Not thread-safe.
 */
public final class DistinctSketch {

    /** 2^13 registers of a byte. */
    private static final int LG_REGISTERS = 13;

    private static final int THREE_DEVIATIONS = 3;

    /** Three standard deviations. */
    public static final double RELATIVE_ERROR = HllSketch.getRelErr(true, true, LG_REGISTERS, THREE_DEVIATIONS);

    private final Union union = new Union(LG_REGISTERS);

    public void add(int rider) {
        union.update((long) rider);
    }

    public void merge(DistinctSketch other) {
        union.update(other.union.getResult(TgtHllType.HLL_8));
    }

    public long estimate() {
        return Math.round(union.getCompositeEstimate());
    }
}
