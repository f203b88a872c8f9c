package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back the end of the log: what a follower has that its leader never had.
 *
 * <p>Everything that was said about the end is taken back with it: leader epochs, producers' state, the recovery point, how
 * far the log was compacted.
 *
 * <p>Apache Kafka: UnifiedLog.truncateTo and truncateFullyAndStartAt.
 *
 * <p>Threading: the lane's.
 * <p>Failure: a disk error on the way leaves half of it done, so the log goes offline.
 */
final class LogTruncation {

    private static final Logger LOG = LoggerFactory.getLogger(LogTruncation.class);

    private final LogState log;
    private final SegmentRoller roller;
    private final LogFlusher flusher;
    private final LogCompaction compaction;
    private final RetiredSegments retired;
    private final Runnable onCheckpointVoid;

    /**
     * Cuts {@code log}.
     *
     * @param onCheckpointVoid runs when the checkpoints on disk promise more than is left
     */
    LogTruncation(
            LogState log,
            SegmentRoller roller,
            LogFlusher flusher,
            LogCompaction compaction,
            RetiredSegments retired,
            Runnable onCheckpointVoid) {
        this.log = log;
        this.roller = roller;
        this.flusher = flusher;
        this.compaction = compaction;
        this.retired = retired;
        this.onCheckpointVoid = onCheckpointVoid;
    }

    /** Cuts the log at or before {@code offset}; see {@link PartitionLog#truncateTo}. */
    boolean truncateTo(long offset) {
        if (offset >= log.logEndOffset()) {
            return false;
        }
        SegmentList segments = log.segments();
        if (offset < segments.first().baseOffset()) {
            truncateFullyAndStartAt(offset);
            return true;
        }
        try {
            dropSegmentsFrom(segments.floor(offset) + 1);
            boolean startLowered = log.onCutTo(segments.active().truncateTo(offset));
            log.epochs().truncateFromEnd(log.logEndOffset());
            lowerCheckpoints(startLowered);
            ProducerStateLoader.load(
                    log.producers(),
                    log.snapshots(),
                    segments,
                    log.logStartOffset(),
                    log.logEndOffset(),
                    log.services().clock().wallClockMs());
        } catch (StorageException e) {
            throw log.goOffline(e);
        }
        LOG.info(
                "truncated partition={} requestedOffset={} logEndOffset={}",
                log.topicPartition(),
                offset,
                log.logEndOffset());
        return true;
    }

    /** Drops everything; the log is empty and goes on at {@code offset}. */
    void truncateFullyAndStartAt(long offset) {
        try {
            dropSegmentsFrom(0);
            roller.createSegment(offset);
            log.onEmptiedAt(offset);
            log.epochs().clear();
            log.snapshots().clear();
            log.producers().reset(offset);
            lowerCheckpoints(false);
        } catch (StorageException e) {
            throw log.goOffline(e);
        }
        LOG.info("truncated fully partition={} logEndOffset={}", log.topicPartition(), log.logEndOffset());
    }

    private void dropSegmentsFrom(int index) {
        compaction.beforeCut();
        flusher.beforeCut();
        retired.retireFromEnd(log.segments().keepFirst(index), log.config().fileDeleteDelayMs());
        log.hotTail().clear();
    }

    private void lowerCheckpoints(boolean startLowered) {
        boolean recoveryPointLowered = flusher.afterCut();
        boolean cleanedLowered = compaction.afterCut();
        if (recoveryPointLowered || cleanedLowered || startLowered) {
            onCheckpointVoid.run();
        }
    }
}
