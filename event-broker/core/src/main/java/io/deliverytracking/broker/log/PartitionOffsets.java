package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * What a log directory remembers of its partitions from one start to the next: recovery points, log start offsets, and how
 * far they are compacted. {@link OffsetCheckpoints} are its files.
 *
 * <p>Threading: confined to the lane, but for {@link #write}.
 */
final class PartitionOffsets {

    private final OffsetCheckpoints files;
    private final Map<String, Long> storedRecoveryPoints;
    private final Map<String, Long> storedLogStarts;
    private final Map<String, Long> storedCleaned;
    private final boolean recoveryPointsUnknown;
    private long sequence;

    /** Reads what the last broker wrote. */
    PartitionOffsets(StorageDirectory directory) {
        this.files = new OffsetCheckpoints(directory);
        Map<String, Long> recoveryPoints = files.find(OffsetCheckpoints.RECOVERY_POINTS);
        this.recoveryPointsUnknown = recoveryPoints == null;
        this.storedRecoveryPoints = recoveryPoints == null ? Map.of() : recoveryPoints;
        this.storedLogStarts = files.read(OffsetCheckpoints.LOG_STARTS);
        this.storedCleaned = files.read(OffsetCheckpoints.CLEANED);
    }

    /**
     * The offsets of one moment, as the files have them.
     *
     * @param sequence the later, the greater
     */
    record Snapshot(long sequence, String recoveryPoints, String logStarts, String cleaned) {}

    /** Whether somebody has deleted the recovery points, or they cannot be read: then compaction may have been anywhere. */
    boolean areRecoveryPointsUnknown() {
        return recoveryPointsUnknown;
    }

    /** The directories that something was found of. */
    Set<String> found() {
        Set<String> names = new TreeSet<>(storedRecoveryPoints.keySet());
        names.addAll(storedLogStarts.keySet());
        names.addAll(storedCleaned.keySet());
        return names;
    }

    /** What was found of one directory. */
    LogCheckpoint found(String name, boolean cleanShutdown) {
        long recoveryPoint = storedRecoveryPoints.getOrDefault(name, 0L);
        long cleanedUpTo = storedCleaned.getOrDefault(name, 0L);
        return new LogCheckpoint(
                recoveryPoint,
                storedLogStarts.getOrDefault(name, 0L),
                cleanShutdown,
                cleanedUpTo,
                recoveryPointsUnknown ? Long.MAX_VALUE : Math.max(recoveryPoint, cleanedUpTo));
    }

    /**
     * The offsets as they are now.
     *
     * @param unopened partitions that could not be opened: what was found of them stays known
     */
    Snapshot snapshot(Collection<PartitionLog> logs, Collection<TopicPartition> unopened) {
        sequence++;
        return new Snapshot(
                sequence,
                text(logs, PartitionLog::recoveryPoint, -1, unopened, storedRecoveryPoints),
                logStarts(logs, unopened),
                text(logs, log -> log.compaction().cleanedUpTo(), 0, unopened, storedCleaned));
    }

    /** Only those that the name of the oldest segment doesn't tell. */
    private String logStarts(Collection<PartitionLog> logs, Collection<TopicPartition> unopened) {
        ToLongFunction<PartitionLog> start =
                log -> log.logStartOffset() > log.firstSegmentOffset() ? log.logStartOffset() : 0;
        return text(logs, start, 0, unopened, storedLogStarts);
    }

    private static String text(
            Collection<PartitionLog> logs,
            ToLongFunction<PartitionLog> offset,
            long leftOut,
            Collection<TopicPartition> unopened,
            Map<String, Long> stored) {
        CheckpointText text = new CheckpointText();
        for (PartitionLog log : logs) {
            long now = offset.applyAsLong(log);
            if (now > leftOut) {
                text.line(OffsetCheckpoints.line(log.topicPartition(), now));
            }
        }
        for (TopicPartition partition : unopened) {
            Long before = stored.get(LogFileNames.directoryOf(partition));
            if (before != null) {
                text.line(OffsetCheckpoints.line(partition, before));
            }
        }
        return text.toString();
    }

    /** Writes the files, forced to disk, unless a later snapshot was written meanwhile. On any thread. */
    void write(Snapshot snapshot) {
        files.write(snapshot.sequence(), snapshot.recoveryPoints(), snapshot.logStarts(), snapshot.cleaned());
    }
}
