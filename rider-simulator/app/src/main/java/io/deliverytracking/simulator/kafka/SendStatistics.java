package io.deliverytracking.simulator.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Counts of one session, and the latency of acknowledgements from the intended time.
 *
 * <p>Latency from the intended time, not from the send: a sender that waits for a stalled broker would otherwise leave
 * out exactly the waiting (coordinated omission).
 *
 * <p>Threading: any thread. The histogram has three digits up to ten minutes; what is longer counts as ten minutes.
 */
public final class SendStatistics {

    private static final long LONGEST_US = TimeUnit.MINUTES.toMicros(10);

    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder copiesSent = new LongAdder();
    private final LongAdder copiesAcknowledged = new LongAdder();
    private final LongAdder ordersSent = new LongAdder();
    private final LongAdder ordersAcknowledged = new LongAdder();
    private final LongAdder ordersFailed = new LongAdder();
    private final Recorder latencies = new Recorder(LONGEST_US, 3);

    /** Everything since the start of the session. Guarded by this. */
    private final Histogram total = new Histogram(LONGEST_US, 3);

    private Histogram interval = latencies.getIntervalHistogram();

    void onSent() {
        sent.increment();
    }

    void onAcknowledged(long latencyNs) {
        acknowledged.increment();
        latencies.recordValue(Math.max(0, Math.min(LONGEST_US, latencyNs / 1000)));
    }

    void onFailed() {
        failed.increment();
    }

    void onCopySent() {
        copiesSent.increment();
    }

    void onCopyAcknowledged() {
        copiesAcknowledged.increment();
    }

    void onOrderSent() {
        ordersSent.increment();
    }

    void onOrderAcknowledged() {
        ordersAcknowledged.increment();
    }

    void onOrderFailed() {
        ordersFailed.increment();
    }

    public SendCounts counts() {
        return new SendCounts(
                sent.sum(),
                acknowledged.sum(),
                failed.sum(),
                copiesSent.sum(),
                copiesAcknowledged.sum(),
                ordersSent.sum(),
                ordersAcknowledged.sum(),
                ordersFailed.sum());
    }

    /** Over the whole session. */
    public synchronized AckLatency latency() {
        interval = latencies.getIntervalHistogram(interval);
        total.add(interval);
        if (total.getTotalCount() == 0) {
            return AckLatency.NONE;
        }
        return new AckLatency(
                total.getTotalCount(),
                ms(total.getValueAtPercentile(50)),
                ms(total.getValueAtPercentile(90)),
                ms(total.getValueAtPercentile(99)),
                ms(total.getValueAtPercentile(99.9)),
                ms(total.getMaxValue()));
    }

    private static double ms(long us) {
        return us / 1000.0;
    }
}
