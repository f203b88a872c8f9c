package io.deliverytracking.service.kafka;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Sizes and times of batches, and freshness: how long ago the oldest record of a batch was sent when the batch was through.
 * The oldest, so that the figure is a bound for every record of the batch.
 *
 * <p>Threading: any thread.
 */
public final class BatchMetrics {

    private final DistributionSummary batchRecords;
    private final Timer batchTime;
    private final Timer freshness;

    /** Metrics {@code <prefix>.batch.records}, {@code <prefix>.batch.time} and {@code <prefix>.freshness}. */
    public BatchMetrics(MeterRegistry registry, String prefix) {
        this.batchRecords = DistributionSummary.builder(prefix + ".batch.records")
                .description("Records in a polled batch")
                .register(registry);
        this.batchTime = Timer.builder(prefix + ".batch.time")
                .description("Time to decode and take in a polled batch")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.freshness = Timer.builder(prefix + ".freshness")
                .description("Age of the oldest record of a batch when it had been taken in")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    /** A batch is through; the clock is the one that record times are compared with. */
    public void onBatch(ConsumerRecords<?, ?> poll, long tookNs, long nowMs) {
        batchRecords.record(poll.count());
        batchTime.record(tookNs, TimeUnit.NANOSECONDS);
        long oldestMs = Long.MAX_VALUE;
        for (TopicPartition partition : poll.partitions()) {
            List<? extends ConsumerRecord<?, ?>> records = poll.records(partition);
            oldestMs = Math.min(oldestMs, records.get(0).timestamp());
        }
        if (oldestMs <= nowMs) {
            freshness.record(nowMs - oldestMs, TimeUnit.MILLISECONDS);
        }
    }
}
