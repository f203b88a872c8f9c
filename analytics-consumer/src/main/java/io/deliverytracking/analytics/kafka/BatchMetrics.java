package io.deliverytracking.analytics.kafka;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Sizes and times of batches, and freshness: how long ago the oldest record of a batch was sent when it had been counted.
 * The oldest, so that the figure is a bound for every record of the batch.
 */
@ApplicationScoped
class BatchMetrics {

    private final DistributionSummary batchRecords;
    private final Timer batchTime;
    private final Timer freshness;

    BatchMetrics(MeterRegistry registry) {
        this.batchRecords = DistributionSummary.builder("analytics.batch.records")
                .description("Records in a polled batch")
                .register(registry);
        this.batchTime = Timer.builder("analytics.batch.time")
                .description("Time to decode and count a polled batch")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        this.freshness = Timer.builder("analytics.freshness")
                .description("Age of the oldest record of a batch when it had been counted")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void onBatch(ConsumerRecords<byte[], byte[]> poll, long tookNs, long nowMs) {
        batchRecords.record(poll.count());
        batchTime.record(tookNs, TimeUnit.NANOSECONDS);
        long oldestMs = Long.MAX_VALUE;
        for (TopicPartition partition : poll.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = poll.records(partition);
            oldestMs = Math.min(oldestMs, records.get(0).timestamp());
        }
        if (oldestMs <= nowMs) {
            freshness.record(nowMs - oldestMs, TimeUnit.MILLISECONDS);
        }
    }
}
