package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.CorruptLogException;
import io.deliverytracking.broker.log.LogRegistry;
import io.deliverytracking.broker.log.LogServices;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.port.StorageException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts the logs of a registry whose {@code cleanup.policy} names compact, the dirtiest first, one at a time.
 *
 * <p>It has no timer of its own: the node calls {@link #cleanDue()} every {@code log.cleaner.backoff.ms}. A round that ends
 * is followed at once by the next, as long as a log is due.
 *
 * <p>Threading: the lane's; the work is done elsewhere ({@link Cleaning}).
 * <p>Failure: a log with corrupt bytes is reported with file and position, and left alone until the next start; what the disk
 * refused (it may be full) is tried again after the next backoff. The others have their turn either way.
 */
public final class LogCleaner {

    private static final Logger LOG = LoggerFactory.getLogger(LogCleaner.class);

    private final CleanerConfig config;
    private final LogRegistry logs;
    private final LogServices services;
    private final ToLongFunction<TopicPartition> highWatermark;
    private final Predicate<TopicPartition> isOurs;

    /** By log and not by name: a topic that is made again begins anew. */
    private final Map<PartitionLog, String> uncleanable = new LinkedHashMap<>();
    // Looked up, never iterated.
    private final Set<PartitionLog> failedThisTime = new HashSet<>();

    private @Nullable Cleaning cleaning;
    private @Nullable TopicPartition partition;
    private boolean stopped;
    private long rounds;
    private long recordsDropped;
    private long bytes;
    private double maxDirtyRatio;

    /**
     * Makes a cleaner.
     *
     * @param highWatermark of a partition
     * @param isOurs which partitions it may compact at all; others may be kept short by whoever owns them
     */
    public LogCleaner(
            CleanerConfig config,
            LogRegistry logs,
            LogServices services,
            ToLongFunction<TopicPartition> highWatermark,
            Predicate<TopicPartition> isOurs) {
        this.config = config;
        this.logs = logs;
        this.services = services;
        this.highWatermark = highWatermark;
        this.isOurs = isOurs;
    }

    /** Looks the logs over, and begins with the dirtiest if one is due and none is under way. */
    public void cleanDue() {
        if (config.enabled() && !stopped && cleaning == null) {
            failedThisTime.clear();
            uncleanable.keySet().removeIf(log -> logs.find(log.topicPartition()) != log);
            next();
        }
    }

    /** Begins no more; the step under way is the last. */
    public void stop() {
        stopped = true;
        Cleaning current = cleaning;
        if (current != null) {
            current.stop();
        }
    }

    private void next() {
        PartitionLog dirtiest = null;
        DirtySection section = null;
        maxDirtyRatio = 0;
        for (PartitionLog log : new ArrayList<>(logs.all())) {
            DirtySection candidate = isCandidate(log) ? look(log) : null;
            if (candidate != null) {
                maxDirtyRatio = Math.max(maxDirtyRatio, candidate.ratio());
                if (candidate.isDue(log.config()) && (section == null || candidate.ratio() > section.ratio())) {
                    dirtiest = log;
                    section = candidate;
                }
            }
        }
        if (dirtiest != null && section != null) {
            begin(dirtiest, section);
        }
    }

    private boolean isCandidate(PartitionLog log) {
        return log.config().compact()
                && !log.isOffline()
                && isOurs.test(log.topicPartition())
                && !uncleanable.containsKey(log)
                && !failedThisTime.contains(log);
    }

    private @Nullable DirtySection look(PartitionLog log) {
        long nowMs = services.clock().wallClockMs();
        try {
            log.maybeRoll(nowMs);
            return DirtySection.of(log, highWatermark.applyAsLong(log.topicPartition()), nowMs);
        } catch (StorageException e) {
            onFailure(log, e);
            return null;
        }
    }

    private void begin(PartitionLog log, DirtySection section) {
        LOG.atDebug()
                .addKeyValue("partition", log.topicPartition())
                .addKeyValue("firstDirtyOffset", section.firstDirtyOffset())
                .addKeyValue("dirtyBytes", section.dirtyBytes())
                .addKeyValue("cleanBytes", section.cleanBytes())
                .log("Compaction begins");
        long sizeBefore = log.sizeInBytes();
        Cleaning started = new Cleaning(
                log, section, config, services, logs::checkpoint, outcome -> onEnd(log, outcome, sizeBefore));
        cleaning = started;
        partition = log.topicPartition();
        started.start();
    }

    private void onEnd(PartitionLog log, Cleaning.Outcome outcome, long sizeBefore) {
        cleaning = null;
        partition = null;
        recordsDropped += outcome.recordsDropped();
        bytes += outcome.bytes();
        if (outcome.failure() != null) {
            onFailure(log, outcome.failure());
        } else if (!outcome.completed()) {
            failedThisTime.add(log);
        } else {
            rounds++;
            LOG.atInfo()
                    .addKeyValue("partition", log.topicPartition())
                    .addKeyValue("cleanedUpTo", log.compaction().cleanedUpTo())
                    .addKeyValue("recordsDropped", outcome.recordsDropped())
                    .addKeyValue("bytes", log.sizeInBytes())
                    .addKeyValue("bytesBefore", sizeBefore)
                    .log("Log compacted");
        }
        if (!stopped) {
            next();
        }
    }

    private void onFailure(PartitionLog log, Throwable failure) {
        if (failure instanceof CorruptLogException) {
            uncleanable.put(log, String.valueOf(failure.getMessage()));
            LOG.atError()
                    .addKeyValue("partition", log.topicPartition())
                    .addKeyValue("error", failure.getMessage())
                    .log("Log is corrupt, and not compacted any more until the broker is started again");
        } else {
            failedThisTime.add(log);
            LOG.atWarn()
                    .addKeyValue("partition", log.topicPartition())
                    .addKeyValue("error", failure.getMessage())
                    .setCause(failure instanceof StorageException ? null : failure)
                    .log("Log not compacted, it is tried again");
        }
    }

    /** What it has done since the start. */
    public CleanerFacts facts() {
        List<CleanerFacts.Uncleanable> left = new ArrayList<>();
        uncleanable.forEach((log, reason) -> left.add(new CleanerFacts.Uncleanable(log.topicPartition(), reason)));
        return new CleanerFacts(partition, rounds, recordsDropped, bytes, maxDirtyRatio, left);
    }
}
