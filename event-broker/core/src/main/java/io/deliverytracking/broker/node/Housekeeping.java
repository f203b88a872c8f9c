package io.deliverytracking.broker.node;

import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Timers;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What logs need from time to time: retention, rolling by age, expiry of silent producers, flushing, checkpoints.
 *
 * <p>Threading: confined to the lane.
 */
final class Housekeeping {

    private final NodeConfig config;
    private final Timers timers;
    private final LogRegistry logs;
    private final Partitions partitions;
    private final List<Repeated> running = new ArrayList<>();

    Housekeeping(NodeConfig config, Timers timers, LogRegistry logs, Partitions partitions) {
        this.config = config;
        this.timers = timers;
        this.logs = logs;
        this.partitions = partitions;
    }

    void start() {
        repeat(config.retentionCheckIntervalMs(), () -> logs.housekeep(this::highWatermark));
        repeat(config.flushCheckIntervalMs(), logs::flushDue);
        repeat(config.checkpointIntervalMs(), logs::checkpoint);
    }

    void stop() {
        running.forEach(Repeated::stop);
        running.clear();
    }

    /** A log without a partition in the metadata has no reader: nothing of it is beyond its high watermark. */
    private long highWatermark(TopicPartition topicPartition) {
        Partition partition = partitions.find(topicPartition.topic(), topicPartition.partition());
        return partition == null ? Long.MAX_VALUE : partition.highWatermark();
    }

    private void repeat(long intervalMs, Runnable task) {
        Repeated repeated = new Repeated(intervalMs, task);
        running.add(repeated);
        repeated.schedule();
    }

    private final class Repeated {

        private final long intervalMs;
        private final Runnable task;
        private Cancellable next = () -> false;

        Repeated(long intervalMs, Runnable task) {
            this.intervalMs = intervalMs;
            this.task = task;
        }

        void schedule() {
            next = timers.schedule(intervalMs, () -> {
                task.run();
                schedule();
            });
        }

        void stop() {
            next.cancel();
        }
    }
}
