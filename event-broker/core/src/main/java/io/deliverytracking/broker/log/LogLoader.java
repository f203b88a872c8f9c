package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageDirectory;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.record.BatchView;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a partition's files and makes them whole again.
 *
 * <p>After a clean stop every batch is believed, unless the log ends beyond what the stop noted. Then, and after a crash,
 * what lies past the recovery point is read again, byte by byte: the first batch that isn't whole, or whose checksum is
 * wrong, ends the log, and everything behind it is cut off, later segments included (a segment that doesn't start where
 * the one before ends was written after bytes that the disk lost). What lies below the recovery point had been forced to
 * disk and acknowledged; damage there is reported with file and position, and never cut.
 *
 * <p>Broken or missing indexes are built again from the log, with or without a crash; where the disk refuses them, the
 * segment is searched without, and {@link IndexRebuild} tries again later. A swap of compacted segments that a crash cut
 * short is ended first ({@link SwapRecovery}). Where every segment is gone, the log goes on behind what its checkpoint,
 * indexes and producer snapshots tell of, and that is reported as a cut.
 *
 * <p>Threading: one thread; one object a load.
 * <p>Failure: {@link CorruptLogException} for damage below the recovery point, other storage exceptions as they come. A disk
 * that takes nothing, as a full one, is no hindrance to a log that has a segment: what can't be written (index entries, a
 * checkpoint of leader epochs) is left out, and comes with a later start or append.
 */
final class LogLoader {

    private static final Logger LOG = LoggerFactory.getLogger(LogLoader.class);

    private final StorageDirectory directory;
    private final TopicPartition partition;
    private final LogConfig config;
    private final LogServices services;
    private final LogCheckpoint checkpoint;
    private final long nowMs;

    private final SegmentList segments = new SegmentList();
    private final LeaderEpochs epochs;
    private final List<Boolean> intact = new ArrayList<>();

    private long scannedBytes;
    private long scannedBatches;
    private long cutBytes;
    private @Nullable String cutFile;
    private long cutPosition = -1;
    private @Nullable String cutReason;
    private int rebuiltIndexes;

    LogLoader(
            StorageDirectory directory,
            TopicPartition partition,
            LogConfig config,
            LogServices services,
            LogCheckpoint checkpoint) {
        this.directory = directory;
        this.partition = partition;
        this.config = config;
        this.services = services;
        this.checkpoint = checkpoint;
        this.nowMs = services.clock().wallClockMs();
        this.epochs = new LeaderEpochs(directory);
    }

    LoadedLog load() {
        directory.create();
        List<String> files = SwapRecovery.recover(directory, directory.files());
        long lastTrace = lastTrace(files);
        List<Long> baseOffsets = removeLeftovers(files);
        openSegments(baseOffsets);
        if (baseOffsets.isEmpty()) {
            startBehind(lastTrace);
        }
        epochs.load();
        long logEndOffset = checkpoint.cleanShutdown() ? believe() : recover();
        if (logEndOffset < checkpoint.recoveryPoint() && cutReason == null) {
            noteCut(
                    segments.active(),
                    segments.active().sizeInBytes(),
                    "the log ends at offset " + logEndOffset + ", though everything up to " + checkpoint.recoveryPoint()
                            + " had been forced to disk");
        }
        if (logEndOffset < checkpoint.logStartOffset()) {
            logEndOffset = startAgainAt(checkpoint.logStartOffset());
        }
        long logStartOffset =
                Math.max(checkpoint.logStartOffset(), segments.first().baseOffset());
        epochs.truncateFromEnd(logEndOffset);
        epochs.truncateFromStart(logStartOffset);
        ProducerStates producers = new ProducerStates();
        ProducerSnapshots snapshots = new ProducerSnapshots(directory, directory.files());
        ProducerStateLoader.load(producers, snapshots, segments, logStartOffset, logEndOffset, nowMs);
        for (Segment segment : segments.snapshot()) {
            segment.files().release();
        }
        PartitionRecovery recovery = new PartitionRecovery(
                partition,
                checkpoint.recoveryPoint(),
                scannedBytes,
                scannedBatches,
                cutBytes,
                cutFile,
                cutPosition,
                cutReason,
                rebuiltIndexes,
                logEndOffset);
        return new LoadedLog(
                segments,
                logStartOffset,
                logEndOffset,
                Math.min(checkpoint.recoveryPoint(), logEndOffset),
                checkpoint.cleanedUpTo() <= logEndOffset ? checkpoint.cleanedUpTo() : 0,
                epochs,
                producers,
                snapshots,
                recovery);
    }

    // ---- files ---------------------------------------------------------------------------------------------------

    /** Deletes what was retired or half written, and indexes whose log is gone; returns the log files' base offsets. */
    private List<Long> removeLeftovers(List<String> files) {
        List<Long> baseOffsets = new ArrayList<>();
        for (String file : files) {
            long offset = LogFileNames.offsetOf(file, LogFileNames.LOG_SUFFIX);
            if (offset >= 0) {
                baseOffsets.add(offset);
            }
        }
        for (String file : files) {
            if (file.endsWith(LogFileNames.DELETED_SUFFIX)
                    || file.endsWith(LogFileNames.TEMPORARY_SUFFIX)
                    || isOrphan(file, LogFileNames.INDEX_SUFFIX, baseOffsets)
                    || isOrphan(file, LogFileNames.TIME_INDEX_SUFFIX, baseOffsets)) {
                directory.deleteFile(file);
            }
        }
        return baseOffsets;
    }

    private static boolean isOrphan(String file, String suffix, List<Long> baseOffsets) {
        long offset = LogFileNames.offsetOf(file, suffix);
        return offset >= 0 && !baseOffsets.contains(offset);
    }

    private void openSegments(List<Long> baseOffsets) {
        for (int i = 0; i < baseOffsets.size(); i++) {
            Segment segment = newSegment(baseOffsets.get(i));
            intact.add(segment.open(i < baseOffsets.size() - 1));
            segments.add(segment);
        }
    }

    /**
     * The greatest offset that indexes and producer snapshots tell of, or -1. An empty index tells nothing, and neither does a snapshot
     * of the very beginning.
     */
    private long lastTrace(List<String> files) {
        long last = -1;
        for (String file : files) {
            long ofIndex = Math.max(
                    LogFileNames.offsetOf(file, LogFileNames.INDEX_SUFFIX),
                    LogFileNames.offsetOf(file, LogFileNames.TIME_INDEX_SUFFIX));
            if (ofIndex > last && directory.file(file).size() > 0) {
                last = ofIndex;
            }
            long ofSnapshot = LogFileNames.offsetOf(file, LogFileNames.SNAPSHOT_SUFFIX);
            if (ofSnapshot > 0) {
                last = Math.max(last, ofSnapshot);
            }
        }
        return last;
    }

    /** A log without segments is new, or has lost them: then it goes on behind what is known of it, so that no offset comes twice. */
    private void startBehind(long lastTrace) {
        createSegment(Math.max(checkpoint.logStartOffset(), lastTrace));
        if (lastTrace >= 0) {
            noteCut(
                    segments.active(),
                    0,
                    "every segment is gone, though other files of this partition tell of offset " + lastTrace);
        }
    }

    private void createSegment(long baseOffset) {
        Segment segment = newSegment(baseOffset);
        segment.create();
        segments.add(segment);
        intact.add(true);
    }

    private Segment newSegment(long baseOffset) {
        return Segments.create(directory, baseOffset, config, services);
    }

    // ---- after a clean stop --------------------------------------------------------------------------------------

    private long believe() {
        for (int i = 0; i < segments.size(); i++) {
            openBelowRecoveryPoint(i);
        }
        long end = segments.active().findNextOffset();
        // Whoever stops cleanly has noted the end. One behind it is a damaged offset, which no checksum covers.
        return checkpoint.recoveryPoint() > 0 && end > checkpoint.recoveryPoint() ? recover() : end;
    }

    private void openBelowRecoveryPoint(int i) {
        Segment segment = segments.get(i);
        if (!intact.get(i)) {
            rebuildIndexes(segment);
        } else if (segment != segments.active()) {
            segment.loadMaxTimestamp();
        } else if (!endIsWhereTheIndexSays(segment)) {
            rebuildIndexes(segment);
        }
    }

    private static boolean endIsWhereTheIndexSays(Segment segment) {
        try {
            boolean right = segment.findMaxTimestamp(segment.sizeInBytes());
            segment.findNextOffset();
            return right && segment.indexLoss() == null;
        } catch (CorruptLogException e) {
            // Either the index or the log itself; building the index again finds out.
            return false;
        }
    }

    private void rebuildIndexes(Segment segment) {
        clearIndexes(segment);
        rebuiltIndexes++;
        SegmentScanner scanner = segment.headersAt(0, segment.sizeInBytes());
        while (scanner.next()) {
            index(segment, scanner);
        }
        scanner.requireNoFault();
        if (segment != segments.active()) {
            seal(segment);
        }
    }

    private static void clearIndexes(Segment segment) {
        try {
            segment.clearIndexes();
        } catch (StorageException e) {
            giveUpIndexes(segment, e);
        }
    }

    private void index(Segment segment, SegmentScanner scanner) {
        try {
            segment.indexOrFail(scanner.batch(), scanner.position(), config.indexIntervalBytes());
        } catch (StorageException e) {
            giveUpIndexes(segment, e);
        }
    }

    /** A time index without its last entry would pass for whole, and have retention delete the segment early. */
    private static void seal(Segment segment) {
        try {
            segment.seal();
        } catch (StorageException e) {
            giveUpIndexes(segment, e);
        }
    }

    private static void giveUpIndexes(Segment segment, StorageException cause) {
        LOG.warn("index not written, the log is searched without file={} error={}", segment.path(), cause.getMessage());
        segment.giveUpIndexes(cause);
    }

    // ---- after a crash -------------------------------------------------------------------------------------------

    private long recover() {
        int first = Math.max(0, segments.floor(checkpoint.recoveryPoint()));
        for (int i = 0; i < first; i++) {
            openBelowRecoveryPoint(i);
        }
        long end = segments.get(first).baseOffset();
        for (int i = first; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean gap = segment.baseOffset() > end && segment.baseOffset() <= checkpoint.gapsUpTo();
            if (i > first && segment.baseOffset() != end && !gap) {
                noteCut(segment, 0, "this segment should start at offset " + end);
                cutSegmentsFrom(i);
                return end;
            }
            end = scan(i);
            if (cutReason != null) {
                cutSegmentsFrom(i + 1);
                return end;
            }
        }
        return end;
    }

    /** Checks a segment past the recovery point and builds its indexes; returns the offset after its last batch. */
    private long scan(int i) {
        Segment segment = segments.get(i);
        int start = prepareScan(segment, intact.get(i));
        long startOffset = start == 0 ? segment.baseOffset() : checkpoint.recoveryPoint();
        SegmentScanner scanner = segment.contentsFrom(start, startOffset, checkpoint.gapsUpTo());
        while (scanner.next()) {
            BatchView batch = scanner.batch();
            index(segment, scanner);
            epochs.onFound(batch.partitionLeaderEpoch(), batch.baseOffset());
            scannedBatches++;
        }
        scannedBytes += scanner.position() - start;
        long end = scanner.nextOffset();
        String fault = scanner.fault();
        if (fault != null) {
            if (end < checkpoint.recoveryPoint()) {
                throw new CorruptLogException(segment.path(), scanner.position(), fault);
            }
            noteCut(segment, scanner.position(), fault);
            cutBytes += segment.sizeInBytes() - scanner.position();
            segment.cutAt(scanner.position(), end);
        } else if (i < segments.size() - 1) {
            seal(segment);
        }
        return end;
    }

    /**
     * Cuts the indexes back to where the scan starts, and returns that position: where the recovery point lies, if the
     * index can be trusted to find it; else the start of the file.
     */
    private int prepareScan(Segment segment, boolean indexIntact) {
        if (indexIntact && checkpoint.recoveryPoint() > segment.baseOffset()) {
            try {
                int start = segment.findBoundary(checkpoint.recoveryPoint());
                if (start > 0) {
                    segment.truncateIndexes(checkpoint.recoveryPoint());
                    if (segment.findMaxTimestamp(start)) {
                        return start;
                    }
                }
            } catch (StorageException e) {
                // An index that led into the middle of a batch, or can't be read: scanning the whole file tells whether
                // the log
                // is whole, and fails again if it was the log file that couldn't be read.
                LOG.warn("index not to be trusted file={} error={}", segment.path(), e.getMessage());
            }
        }
        clearIndexes(segment);
        rebuiltIndexes += indexIntact ? 0 : 1;
        return 0;
    }

    private void noteCut(Segment segment, long position, String reason) {
        cutFile = segment.path();
        cutPosition = position;
        cutReason = reason;
    }

    private void cutSegmentsFrom(int index) {
        List<Segment> cut = segments.keepFirst(index);
        for (int i = cut.size() - 1; i >= 0; i--) {
            Segment segment = cut.get(i);
            cutBytes += segment.sizeInBytes();
            segment.files().retire();
            segment.files().unlink();
        }
    }

    /** The log was deleted up to an offset that the disk has lost: it goes on there, so that no offset comes twice. */
    private long startAgainAt(long offset) {
        noteCut(segments.active(), 0, "the log ends before its start offset " + offset);
        cutSegmentsFrom(0);
        createSegment(offset);
        return offset;
    }
}
