package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.deliverytracking.dbwriter.domain.StopSignal;
import io.deliverytracking.dbwriter.kafka.DeadLetterPublisher;
import io.deliverytracking.dbwriter.kafka.LogWatch;
import io.deliverytracking.dbwriter.persistence.PartitionMaintenance;
import io.deliverytracking.dbwriter.persistence.RangeSummary;
import io.deliverytracking.dbwriter.persistence.RiderCurrentFlush;
import io.deliverytracking.service.timer.WorkerTimers;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * What happens by the clock. Each task runs on a worker thread, never twice at a time, and is repeated by the next
 * tick if it fails, so a failure here is a line in the log and no more.
 */
@ApplicationScoped
public class Schedules {
    private static final Logger LOG = Logger.getLogger(Schedules.class);

    private final PartitionMaintenance partitions;
    private final RangeSummary ranges;
    private final RiderCurrentFlush current;
    private final DeadLetterPublisher deadLetters;
    private final DeadLetterCensus census;
    private final LogWatch logWatch;
    private final WriterStatus status;
    private final StopSignal stop;

    public Schedules(
            PartitionMaintenance partitions,
            RangeSummary ranges,
            RiderCurrentFlush current,
            DeadLetterPublisher deadLetters,
            DeadLetterCensus census,
            LogWatch logWatch,
            WriterStatus status,
            StopSignal stop) {
        this.partitions = partitions;
        this.ranges = ranges;
        this.current = current;
        this.deadLetters = deadLetters;
        this.census = census;
        this.logWatch = logWatch;
        this.status = status;
        this.stop = stop;
    }

    @Scheduled(
            identity = "partitions",
            every = "${delivery.partitions.maintenance-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void maintainPartitions() {
        run("Maintenance of time partitions", () -> partitions.run(Instant.now()));
    }

    /** Several times a second: the scheduler of the other tasks looks at its clock once. */
    void sumUpRanges(@Observes StartupEvent started, WorkerTimers timers, DbWriterConfig config) {
        timers.start(
                "range summary",
                config.partitions().summaryInterval(),
                () -> run("Summing up new pages", () -> ranges.run(Instant.now())));
    }

    @Scheduled(
            identity = "rider-current",
            every = "${delivery.current.flush-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void flushCurrent() {
        run("Flush of rider_current", current::flush);
    }

    @Scheduled(
            identity = "dead-letters",
            every = "${delivery.dead-letters.publish-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void publishDeadLetters() {
        run("Publishing dead letters", deadLetters::publish);
    }

    @Scheduled(
            identity = "dead-letter-census",
            every = "${delivery.dead-letters.publish-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void countDeadLetters() {
        run("Counting dead letters", census::count);
    }

    @Scheduled(
            identity = "log-watch",
            every = "${delivery.ingest.log-check-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void watchLog() {
        run("Check of the log", logWatch::check);
    }

    private void run(String what, Task task) {
        // The clock runs before there are tables and topics.
        if (stop.isStopping() || status.get().state() == WriterStatus.State.STARTING) {
            return;
        }
        try {
            task.run();
        } catch (Exception e) {
            if (stop.isStopping()) {
                return;
            }
            LOG.warnf("%s failed, the next tick tries again reason=%s", what, e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Task {
        void run() throws Exception;
    }
}
