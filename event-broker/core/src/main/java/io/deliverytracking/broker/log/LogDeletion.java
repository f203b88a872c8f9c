package io.deliverytracking.broker.log;

import io.deliverytracking.broker.port.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the front of the log go: the log start offset moves up, and segments that lie wholly below it are retired.
 *
 * <p>What asks for it is a client (DeleteRecords), a leader that its follower follows, or {@link Retention}. While a compacted
 * segment is being swapped in, no segment goes; the next time will do.
 *
 * <p>Apache Kafka: UnifiedLog.maybeIncrementLogStartOffset and deleteOldSegments.
 *
 * <p>Threading: the lane's.
 * <p>Failure: a disk error while files are renamed takes the log offline. A disk that has no room for a next segment keeps the
 * active one, and only that: who has run out of room needs retention most.
 */
final class LogDeletion {

    private static final Logger LOG = LoggerFactory.getLogger(LogDeletion.class);

    private final LogState log;
    private final SegmentRoller roller;
    private final LogCompaction compaction;
    private final RetiredSegments retired;

    LogDeletion(LogState log, SegmentRoller roller, LogCompaction compaction, RetiredSegments retired) {
        this.log = log;
        this.roller = roller;
        this.compaction = compaction;
        this.retired = retired;
    }

    /** Moves the log start offset up; see {@link PartitionLog#advanceLogStartOffset}. */
    boolean advanceLogStartOffset(long offset) {
        if (offset <= log.logStartOffset()) {
            return false;
        }
        log.startAt(offset);
        SegmentList segments = log.segments();
        int below = 0;
        while (below < segments.size() - 1 && segments.get(below + 1).baseOffset() <= offset) {
            below++;
        }
        if (!compaction.isSwapping()) {
            retireFirst(below);
        }
        return true;
    }

    /** Retires what the topic's retention no longer keeps; see {@link PartitionLog#enforceRetention}. */
    int enforceRetention(long nowMs, long highWatermark) {
        if (compaction.isSwapping()) {
            return 0;
        }
        SegmentList segments = log.segments();
        int expired = Retention.expired(
                segments.snapshot(), log.config(), nowMs, log.logStartOffset(), log.logEndOffset(), highWatermark);
        if (expired == segments.size() && !tryRoll(nowMs)) {
            expired--;
        }
        if (expired == 0) {
            return 0;
        }
        long newStart = Math.max(log.logStartOffset(), segments.get(expired).baseOffset());
        LOG.info(
                "retention partition={} segments={} logStartOffset={} was={}",
                log.topicPartition(),
                expired,
                newStart,
                log.logStartOffset());
        log.startAt(newStart);
        retireFirst(expired);
        return expired;
    }

    /** Starts the segment that the log goes on with; false if the disk refuses: then the active one stays, and the others go. */
    private boolean tryRoll(long nowMs) {
        try {
            roller.roll(nowMs);
            return true;
        } catch (StorageException e) {
            LOG.error(
                    "retention keeps the active segment, the next one was not started partition={} error={}",
                    log.topicPartition(),
                    e.getMessage());
            return false;
        }
    }

    private void retireFirst(int count) {
        if (count == 0) {
            return;
        }
        try {
            retired.retireFromFront(
                    log.segments().removeFirst(count), log.config().fileDeleteDelayMs());
            log.snapshots().deleteBelow(log.segments().first().baseOffset());
        } catch (StorageException e) {
            throw log.goOffline(e);
        }
    }
}
