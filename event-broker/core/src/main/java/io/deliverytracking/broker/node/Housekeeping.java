package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.LogServices;
import io.deliverytracking.broker.log.compaction.CleanerFacts;
import io.deliverytracking.broker.log.compaction.LogCleaner;
import io.deliverytracking.broker.log.scrub.LogScrubber;
import io.deliverytracking.broker.log.scrub.ScrubFacts;
import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Timers;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What logs need from time to time: retention, rolling by age, expiry of silent producers, flushing, checkpoints,
 * compaction, reading again what was written long ago.
 *
 * <p>Not compacted, though its {@code cleanup.policy} says so, is {@code __consumer_offsets}: its coordinator restates what
 * holds and lets go of the rest, so a cleaner would write again what is about to be dropped.
 *
 * <p>Threading: confined to the lane.
 */
final class Housekeeping {

    private final NodeConfig config;
    private final Timers timers;
    private final LogRegistry logs;
    private final Partitions partitions;
    private final LogCleaner cleaner;
    private final LogScrubber scrubber;
    private final List<Repeated> running = new ArrayList<>();

    Housekeeping(NodeConfig config, LogServices services, LogRegistry logs, Partitions partitions) {
        this.config = config;
        this.timers = services.timers();
        this.scrubber = new LogScrubber(config.scrub(), logs, services);
        this.cleaner = new LogCleaner(
                config.cleaner(),
                logs,
                services,
                this::highWatermark,
                partition -> !partition.topic().equals(GroupConfig.OFFSETS_TOPIC));
        this.logs = logs;
        this.partitions = partitions;
    }

    void start() {
        repeat(config.retentionCheckIntervalMs(), () -> logs.housekeep(this::highWatermark));
        repeat(config.flushCheckIntervalMs(), logs::flushDue);
        repeat(config.checkpointIntervalMs(), logs::checkpoint);
        repeat(config.cleaner().backoffMs(), cleaner::cleanDue);
        scrubber.start();
    }

    void stop() {
        running.forEach(Repeated::stop);
        running.clear();
        cleaner.stop();
        scrubber.stop();
    }

    /** What the scrubber has seen. */
    ScrubFacts scrubFacts() {
        return scrubber.facts();
    }

    /** What compaction has done. */
    CleanerFacts cleanerFacts() {
        return cleaner.facts();
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
