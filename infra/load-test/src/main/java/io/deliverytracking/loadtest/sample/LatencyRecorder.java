package io.deliverytracking.loadtest.sample;

import io.deliverytracking.loadtest.result.Latency;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Collects times from many threads; one thread takes them out second by second.
 *
 * <p>Threading: {@link #record} from any thread, without a lock; the rest confined to one.
 * <p>Units: nanoseconds in, microseconds out; three significant digits up to ten minutes.
 */
public final class LatencyRecorder {

    private static final long LONGEST_US = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final double P99 = 0.99;

    /** Standard deviations of a normal distribution to either side that hold 95% of it. */
    private static final double CONFIDENCE_95 = 1.96;

    private final Recorder recorder = new Recorder(LONGEST_US, DIGITS);
    private final Histogram kept = empty();
    private @Nullable Histogram interval;

    public void record(long ns) {
        recorder.recordValue(Math.min(LONGEST_US, Math.max(0, ns) / 1_000));
    }

    /**
     * What was recorded since the last call; valid until the next one.
     *
     * @param keep whether it counts for {@link #kept()}
     */
    public Histogram take(boolean keep) {
        Histogram taken = recorder.getIntervalHistogram(interval);
        interval = taken;
        if (keep) {
            kept.add(taken);
        }
        return taken;
    }

    /** All that was taken to be kept; empty when there was nothing. */
    public Optional<Latency> kept() {
        return latency(kept);
    }

    public static Histogram empty() {
        return new Histogram(LONGEST_US, DIGITS);
    }

    public static Optional<Latency> latency(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return Optional.empty();
        }
        long count = histogram.getTotalCount();
        double spread = CONFIDENCE_95 * Math.sqrt(P99 * (1 - P99) * count);
        long low = Math.max(1, (long) Math.floor(P99 * count - spread));
        long high = (long) Math.ceil(P99 * count + spread);
        return Optional.of(new Latency(
                count,
                histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                atRank(low, histogram),
                high > count ? null : (Long) atRank(high, histogram),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue()));
    }

    /** The half is a guard against rounding: the histogram takes the next rank up. */
    private static long atRank(long rank, Histogram histogram) {
        return histogram.getValueAtPercentile(100 * (rank - 0.5) / histogram.getTotalCount());
    }
}
