package io.deliverytracking.broker.log;

import io.deliverytracking.broker.common.Invariant;
import io.deliverytracking.broker.record.BatchView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the active segment and starts the next, at the log end offset.
 *
 * <p>What a recovery would need is noted at each roll: the producers' state goes into a snapshot, and everything up to here is
 * forced to disk in the background, so that after a crash only the segment then active is scanned.
 *
 * <p>Apache Kafka: UnifiedLog.roll.
 *
 * <p>Threading: the lane's.
 * <p>Failure: storage exceptions as they come; the log then goes on with the segment it had.
 */
final class SegmentRoller {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentRoller.class);

    private final LogState log;
    private final LogFlusher flusher;

    SegmentRoller(LogState log, LogFlusher flusher) {
        this.log = log;
        this.flusher = flusher;
    }

    /** Rolls if the active segment has had its time, or lost an index; see {@link PartitionLog#maybeRoll}. */
    boolean maybeRoll(long nowMs) {
        LogConfig config = log.config();
        Segment active = log.segments().active();
        if (!RollPolicy.isOld(active, BatchView.NO_TIMESTAMP, config, nowMs)
                && !(config.compact() && RollPolicy.holdsOlderThan(active, config.maxCompactionLagMs(), nowMs))
                && !RollPolicy.searchesWithoutIndex(active)) {
            return false;
        }
        roll(nowMs);
        return true;
    }

    /** The segment that takes a batch of {@code bytes} ending with {@code lastOffset}: the active one, or the next. */
    Segment roomFor(int bytes, long lastOffset, long maxBatchTimestampMs, long nowMs) {
        Segment active = log.segments().active();
        return RollPolicy.mustRollFor(active, bytes, lastOffset, maxBatchTimestampMs, log.config(), nowMs)
                ? roll(nowMs)
                : active;
    }

    /** Rolls, and returns the new active segment. */
    Segment roll(long nowMs) {
        Segment active = log.segments().active();
        if (active.sizeInBytes() == 0) {
            // Only an offset too far from the base gets here: the empty segment makes room for one that starts later.
            Invariant.check(
                    active.baseOffset() < log.logEndOffset(),
                    "an empty segment needs no successor",
                    active.baseOffset(),
                    log.logEndOffset());
        }
        active.seal();
        log.snapshots().write(log.producers().snapshot(), false);
        Segment next = createSegment(log.logEndOffset());
        log.hotTail().clear();
        LOG.debug(
                "rolled partition={} baseOffset={} sealedBytes={}",
                log.topicPartition(),
                log.logEndOffset(),
                active.sizeInBytes());
        flusher.flushInBackground(nowMs);
        return next;
    }

    /** Makes an empty segment that starts with {@code baseOffset}, behind all others, and appends go there. */
    Segment createSegment(long baseOffset) {
        Segment segment = Segments.create(log.directory(), baseOffset, log.config(), log.services());
        segment.create();
        log.segments().add(segment);
        return segment;
    }
}
