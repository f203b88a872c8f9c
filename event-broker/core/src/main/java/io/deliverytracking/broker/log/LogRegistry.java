package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.port.Completion;
import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of one log directory (Kafka: LogManager): opens and recovers them, makes and deletes them, keeps their
 * checkpoints.
 *
 * <p>It has no timers of its own: the node calls {@link #housekeep}, {@link #flushDue} and {@link #checkpoint} in the
 * intervals that its configuration names, so that a test or a simulation decides when they happen.
 *
 * <p>Threading: opened by the starting thread, then confined to the lane that owns its partitions.
 * <p>Ownership: owns all {@link PartitionLog}s, and the {@link LogDirectory} it was opened with: {@link #close()} gives
 * both back.
 * <p>Failure: a partition that can't be opened, or fails later, is offline; the others go on. One that can't be made leaves
 * nothing, and may be asked for again.
 */
public final class LogRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogRegistry.class);

    private static final Comparator<TopicPartition> BY_TOPIC_AND_PARTITION =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final LogDirectory directory;
    private final long producerIdExpirationMs;
    private final LogServices services;
    private final PartitionOffsets offsets;
    private final boolean cleanShutdown;

    private final Map<TopicPartition, PartitionLog> logs = new TreeMap<>(BY_TOPIC_AND_PARTITION);
    private final Map<TopicPartition, PartitionFailure> failures = new TreeMap<>(BY_TOPIC_AND_PARTITION);
    /** Deleted while the disk refused to forget their offsets, which the next partition of that name must not inherit. */
    private final Set<TopicPartition> unforgotten = new TreeSet<>(BY_TOPIC_AND_PARTITION);

    /** Made here, their names not yet forced to disk. */
    private final List<TopicPartition> unforced = new ArrayList<>();

    private final List<PartitionRecovery> recoveries = new ArrayList<>();
    private final PartitionLogListener logListener = new LogListener();

    private BiConsumer<TopicPartition, StorageException> failureListener = (partition, cause) -> {};
    private boolean closed;

    private LogRegistry(LogDirectory directory, long producerIdExpirationMs, LogServices services) {
        this.directory = directory;
        this.producerIdExpirationMs = producerIdExpirationMs;
        this.services = services;
        this.offsets = new PartitionOffsets(directory.root());
        this.cleanShutdown = directory.wasShutDownCleanly();
    }

    /**
     * Opens every partition found in the directory, recovering those that need it. Blocks; call it before the lane serves.
     *
     * @param defaults the configuration of partitions until {@link PartitionLog#updateConfig} says better
     * @param producerIdExpirationMs {@code producer.id.expiration.ms}
     */
    public static LogRegistry open(
            LogDirectory directory, LogConfig defaults, long producerIdExpirationMs, LogServices services) {
        LogRegistry registry = new LogRegistry(directory, producerIdExpirationMs, services);
        registry.openAll(defaults);
        registry.forgetTheGone();
        directory.clearCleanShutdown();
        return registry;
    }

    /**
     * A deletion that was cut short has left a partition's offsets in the checkpoints without its directory. The next
     * partition of that name would begin with them after a kill, and be cut back to a start that is behind its end.
     */
    private void forgetTheGone() {
        Set<String> known = offsets.found();
        logs.keySet().forEach(partition -> known.remove(LogFileNames.directoryOf(partition)));
        failures.keySet().forEach(partition -> known.remove(LogFileNames.directoryOf(partition)));
        // They are there from the first start on. Who has none later has deleted or damaged them, and then gaps of
        // compaction's making cannot be told from lost bytes.
        if (offsets.areRecoveryPointsUnknown() || !known.isEmpty()) {
            List<TopicPartition> gone = new ArrayList<>();
            for (String name : known) {
                TopicPartition partition = LogFileNames.partitionOf(name);
                if (partition != null) {
                    gone.add(partition);
                }
            }
            forgetOffsets(gone);
        }
    }

    private void openAll(LogConfig defaults) {
        long startNs = services.clock().monotonicNs();
        for (String name : directory.root().directories()) {
            if (LogFileNames.isDeletedDirectory(name)) {
                unlink(name);
                continue;
            }
            TopicPartition partition = LogFileNames.partitionOf(name);
            if (partition != null) {
                openOne(partition, name, defaults);
            }
        }
        RecoveryReport report = recoveryReport();
        LOG.info(
                "log directory opened path={} partitions={} offline={} cleanShutdown={} scannedBytes={} cutBytes={} ms={}",
                directory.root().path(),
                logs.size(),
                failures.size(),
                cleanShutdown,
                report.scannedBytes(),
                report.cutBytes(),
                (services.clock().monotonicNs() - startNs) / 1_000_000);
    }

    private void openOne(TopicPartition partition, String name, LogConfig config) {
        StorageDirectory home = directory.root().directory(name);
        LogCheckpoint checkpoint = offsets.found(name, cleanShutdown);
        try {
            Uuid topicId = PartitionMetadata.read(home);
            PartitionLog log = PartitionLog.open(partition, topicId, home, config, services, checkpoint, logListener);
            logs.put(partition, log);
            recoveries.add(log.recovery());
            if (log.recovery().isCut()) {
                LOG.warn(
                        "log cut partition={} file={} position={} bytes={} logEndOffset={} reason={}",
                        partition,
                        log.recovery().cutFile(),
                        log.recovery().cutPosition(),
                        log.recovery().cutBytes(),
                        log.logEndOffset(),
                        log.recovery().cutReason());
            }
        } catch (StorageException e) {
            LOG.error("partition not opened partition={} error={}", partition, e.getMessage());
            fail(partition, e);
        }
    }

    /** What opening found. */
    public RecoveryReport recoveryReport() {
        return new RecoveryReport(cleanShutdown, List.copyOf(recoveries), List.copyOf(failures.values()));
    }

    /** Who is told when a partition goes offline; on the lane. */
    public void onPartitionFailure(BiConsumer<TopicPartition, StorageException> listener) {
        failureListener = listener;
    }

    /** The log of {@code partition}, or null if there is none here, or it could not be opened. */
    public @Nullable PartitionLog find(TopicPartition partition) {
        return logs.get(partition);
    }

    /** All logs, in order of topic and partition. */
    public Collection<PartitionLog> all() {
        return Collections.unmodifiableCollection(logs.values());
    }

    /**
     * The log of {@code partition} of the topic with id {@code topicId}, made if there is none; its configuration is
     * {@code config} from now on. Before it may be told that records are safe in it, {@link #forceNew} must have been called.
     *
     * @throws InconsistentTopicIdException if the directory belongs to another topic of that name
     * @throws StorageException if it can't be made, and may be {@linkplain #isOffline asked for again}; or could not be opened at
     *     the start
     */
    public PartitionLog getOrCreate(TopicPartition partition, Uuid topicId, LogConfig config) {
        Invariant.check(!closed, "a closed registry makes no logs");
        PartitionLog log = logs.get(partition);
        if (log == null) {
            return create(partition, topicId, config);
        }
        if (log.topicId().equals(Uuid.ZERO_UUID)) {
            PartitionMetadata.write(homeOf(partition), topicId);
            log.assignTopicId(topicId);
        } else if (!log.topicId().equals(topicId)) {
            throw new InconsistentTopicIdException(
                    homeOf(partition).path() + " belongs to topic id " + log.topicId() + ", not " + topicId);
        }
        log.updateConfig(config);
        return log;
    }

    private PartitionLog create(TopicPartition partition, Uuid topicId, LogConfig config) {
        StorageDirectory home = homeOf(partition);
        PartitionFailure failure = failures.get(partition);
        if (failure != null) {
            throw new StorageException("open", home.path(), failure.reason());
        }
        if (unforgotten.contains(partition)) {
            writeCheckpoints();
            unforgotten.clear();
        }
        boolean isNew = !home.exists();
        PartitionLog log;
        try {
            home.create();
            PartitionMetadata.write(home, topicId);
            LogCheckpoint fresh = new LogCheckpoint(0, 0, true);
            log = PartitionLog.open(partition, topicId, home, config, services, fresh, logListener);
        } catch (StorageException e) {
            if (isNew) {
                unmake(partition, e);
            }
            throw e;
        }
        logs.put(partition, log);
        unforced.add(partition);
        return log;
    }

    /** A start would take what is there for a partition that has lost its segments. */
    private void unmake(TopicPartition partition, StorageException cause) {
        try {
            directory.root().deleteDirectory(LogFileNames.directoryOf(partition));
        } catch (StorageException e) {
            cause.addSuppressed(e);
        }
    }

    /** Whether the disk failed under {@code partition}, so that only the next start tries again to open it. */
    public boolean isOffline(TopicPartition partition) {
        return failures.containsKey(partition);
    }

    /**
     * Forces the names of partitions that were made since the last call to disk, and waits for it once for all of them: a
     * log whose records are safe would be of no use if the power took its directory.
     *
     * @throws StorageException if the disk fails; those partitions are offline until the next start
     */
    public void forceNew() {
        if (unforced.isEmpty()) {
            return;
        }
        try {
            directory.root().flush();
        } catch (StorageException e) {
            for (TopicPartition partition : unforced) {
                PartitionLog log = logs.remove(partition);
                if (log != null) {
                    log.abandon();
                    fail(partition, e);
                }
            }
            throw e;
        } finally {
            unforced.clear();
        }
    }

    private void fail(TopicPartition partition, StorageException cause) {
        failures.put(partition, new PartitionFailure(partition, String.valueOf(cause.getMessage())));
    }

    /**
     * Deletes a partition: forgotten and renamed now, unlinked in the background after {@code file.delete.delay.ms}.
     *
     * <p>A disk that refuses to rename leaves the directory as it was: the next start finds that its topic is gone and tries
     * again. Until then no log is made under that name, because it would begin with the records of the old one. Nor is one
     * while the disk does not take the checkpoints that forget the old one's offsets.
     *
     * @return false if there is no such partition
     */
    public boolean delete(TopicPartition partition) {
        return delete(List.of(partition)) > 0;
    }

    /**
     * Deletes partitions like {@link #delete(TopicPartition)}, and waits for the disk once for all of them.
     *
     * @return how many there were
     */
    public int delete(Collection<TopicPartition> partitions) {
        List<TopicPartition> deleted = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            PartitionLog log = logs.remove(partition);
            if (log != null) {
                retire(log);
                deleted.add(partition);
            }
        }
        if (!deleted.isEmpty()) {
            forgetOffsets(deleted);
        }
        return deleted.size();
    }

    /** A new topic of that name must not inherit the old one's offsets. */
    private void forgetOffsets(List<TopicPartition> deleted) {
        try {
            writeCheckpoints();
        } catch (StorageException e) {
            LOG.error("offsets of deleted partitions not forgotten partitions={} error={}", deleted, e.getMessage());
            unforgotten.addAll(deleted);
        }
    }

    private void retire(PartitionLog log) {
        TopicPartition partition = log.topicPartition();
        log.abandon();
        String renamed = LogFileNames.deletedDirectoryOf(partition, LogDirectory.newUuid(services.random()));
        try {
            directory.root().renameDirectory(LogFileNames.directoryOf(partition), renamed);
        } catch (StorageException e) {
            LOG.error("deleted partition not renamed partition={} error={}", partition, e.getMessage());
            fail(partition, e);
            return;
        }
        services.timers().schedule(log.config().fileDeleteDelayMs(), () -> unlink(renamed));
        LOG.info("partition deleted partition={} directory={}", partition, renamed);
    }

    private void unlink(String deletedDirectory) {
        services.background().submit(() -> directory.root().deleteDirectory(deletedDirectory), (done, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "deleted partition not unlinked directory={} error={}", deletedDirectory, failure.getMessage());
            }
        });
    }

    /**
     * What time asks for: retention, producer expiry, unused descriptors, lost indexes, rolls. For every
     * {@code log.retention.check.interval.ms}.
     *
     * @param highWatermark of a partition; negative if it has none yet, then its records all stay
     */
    public void housekeep(ToLongFunction<TopicPartition> highWatermark) {
        long nowMs = services.clock().wallClockMs();
        forEachOnline("housekeeping", log -> {
            log.enforceRetention(nowMs, highWatermark.applyAsLong(log.topicPartition()));
            log.expireProducers(nowMs, producerIdExpirationMs);
            log.releaseIdle();
            log.rebuildLostIndexes();
            // Last: it needs room, which a full disk refuses at each check, and what comes before it makes room.
            log.maybeRoll(nowMs);
        });
    }

    /** Starts the flushes that {@code flush.ms} asks for. For about every second. */
    public void flushDue() {
        long nowMs = services.clock().wallClockMs();
        forEachOnline("flush", log -> log.maybeFlush(nowMs));
    }

    /** A failed disk takes its own partition offline and leaves the others their turn. */
    private void forEachOnline(String what, Consumer<PartitionLog> action) {
        for (PartitionLog log : new ArrayList<>(logs.values())) {
            if (!log.isOffline()) {
                try {
                    action.accept(log);
                } catch (StorageException e) {
                    LOG.error("{} failed partition={} error={}", what, log.topicPartition(), e.getMessage());
                }
            }
        }
    }

    /**
     * Writes recovery points, log start offsets and how far logs are compacted, in the background. For every
     * {@code log.flush.offset.checkpoint.interval.ms}, and after DeleteRecords.
     */
    public void checkpoint() {
        checkpoint((written, failure) -> {});
    }

    /**
     * The same, and says when it is on disk.
     *
     * @param completion gets the failure if it could not be written; a later attempt may
     */
    public void checkpoint(Completion<Long> completion) {
        PartitionOffsets.Snapshot snapshot = snapshot();
        services.background()
                .submit(
                        () -> {
                            offsets.write(snapshot);
                            return snapshot.sequence();
                        },
                        (done, failure) -> {
                            if (failure != null) {
                                LOG.error(
                                        "checkpoint not written directory={} error={}",
                                        directory.root().path(),
                                        failure.getMessage());
                            }
                            completion.complete(done, failure);
                        });
    }

    private void writeCheckpoints() {
        offsets.write(snapshot());
    }

    private PartitionOffsets.Snapshot snapshot() {
        return offsets.snapshot(logs.values(), failures.keySet());
    }

    /**
     * Stops cleanly: forces everything to disk, writes producer snapshots, checkpoints and the clean-shutdown mark, and
     * gives the directory back. With an offline partition there is no mark: the next start scans.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean clean = failures.isEmpty();
        for (PartitionLog log : logs.values()) {
            try {
                clean &= !log.isOffline();
                log.close();
            } catch (StorageException e) {
                clean = false;
                log.abandon();
                LOG.error("partition not closed cleanly partition={} error={}", log.topicPartition(), e.getMessage());
            }
        }
        try {
            writeCheckpoints();
            if (clean) {
                directory.markCleanShutdown();
            }
        } finally {
            directory.close();
        }
    }

    /** Gives descriptors and lock back and writes nothing: what a killed process leaves behind. */
    public void kill() {
        if (closed) {
            return;
        }
        closed = true;
        logs.values().forEach(PartitionLog::abandon);
        directory.close();
    }

    private StorageDirectory homeOf(TopicPartition partition) {
        return directory.root().directory(LogFileNames.directoryOf(partition));
    }

    private final class LogListener implements PartitionLogListener {

        @Override
        public void onOffline(PartitionLog log, StorageException cause) {
            failureListener.accept(log.topicPartition(), cause);
        }

        @Override
        public void onCheckpointVoid(PartitionLog log) {
            writeCheckpoints();
        }
    }
}
