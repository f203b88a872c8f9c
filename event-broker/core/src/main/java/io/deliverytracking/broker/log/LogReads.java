package io.deliverytracking.broker.log;

import java.util.Optional;

/**
 * Finds records in the segments of one log, by offset or by time.
 *
 * <p>By offset, near the end of the log, it takes no I/O: the {@link HotTail} knows where the last batches start. Further
 * back in the active segment the index is asked; older segments are found, not read: that is for whoever loads the slice. If he
 * finds an index lost, the next read has it built again.
 *
 * <p>Threading: the lane's.
 */
final class LogReads {

    private final LogState log;
    private final SegmentList segments;
    private final HotTail hotTail;
    private final IndexRebuild indexRebuild;

    LogReads(LogState log, IndexRebuild indexRebuild) {
        this.log = log;
        this.indexRebuild = indexRebuild;
        this.segments = log.segments();
        this.hotTail = log.hotTail();
    }

    /** Batches from the one that contains {@code fetchOffset} on; see {@link PartitionLog#read}. */
    LogSlice read(long fetchOffset, int maxBytes, long upperBoundOffset, boolean minOneMessage) {
        if (fetchOffset < log.logStartOffset() || fetchOffset > log.logEndOffset()) {
            return LogSlice.outOfRange(fetchOffset);
        }
        long bound = Math.min(upperBoundOffset, log.logEndOffset());
        if (fetchOffset >= bound) {
            return LogSlice.empty(fetchOffset);
        }
        int index = segments.floor(fetchOffset);
        if (index < segments.size() - 1) {
            if (!isAnyBatchIn(fetchOffset, bound)) {
                return LogSlice.empty(fetchOffset);
            }
            indexRebuild.maybeRebuild(segments.get(index));
            return LogSlice.cold(fetchOffset, segments.snapshot(), index, bound, maxBytes, minOneMessage);
        }
        int start = positionInActive(fetchOffset);
        int end = endPositionInActive(bound);
        return start < end
                ? LogSlice.found(fetchOffset, segments.snapshot(), start, end, bound, maxBytes, minOneMessage)
                : LogSlice.empty(fetchOffset);
    }

    /** Whether such a read starts in an older segment than the one that its bound lies in. */
    boolean startsInOlderSegment(long fetchOffset, long upperBoundOffset) {
        long bound = Math.min(upperBoundOffset, log.logEndOffset());
        return fetchOffset < segments.active().baseOffset()
                && segments.floor(fetchOffset) < segments.floor(bound)
                && isAnyBatchIn(fetchOffset, bound);
    }

    /**
     * Whether there is a batch from {@code fetchOffset}, in a sealed segment, up to {@code bound}. There need not be: Apache Kafka's
     * compaction may take away the last batches of a segment, and when it was the last with any, nothing follows until
     * something is appended. Whoever reads there waits for that, instead of being told again and again that there is
     * nothing; Apache Kafka looks from the log's end on then, too (LocalLog.read).
     */
    private boolean isAnyBatchIn(long fetchOffset, long bound) {
        int first = Math.max(0, segments.floor(fetchOffset));
        for (int i = segments.floor(bound - 1); i >= first; i--) {
            Segment segment = segments.get(i);
            if (i == segments.size() - 1 ? segment.sizeInBytes() > 0 : segment.reachesTo(fetchOffset)) {
                return true;
            }
        }
        return false;
    }

    /** How many bytes such a read could give: exact in the active segment, a guess before it. */
    int availableBytes(long fetchOffset, long upperBoundOffset) {
        long bound = Math.min(upperBoundOffset, log.logEndOffset());
        if (fetchOffset >= bound || fetchOffset < log.logStartOffset()) {
            return 0;
        }
        if (fetchOffset < segments.active().baseOffset()) {
            if (!isAnyBatchIn(fetchOffset, bound)) {
                return 0;
            }
            return Math.max(
                    1, segments.get(Math.max(0, segments.floor(fetchOffset))).sizeInBytes());
        }
        return Math.max(0, endPositionInActive(bound) - positionInActive(fetchOffset));
    }

    private int positionInActive(long offset) {
        int position = hotTail.positionOf(offset);
        return position >= 0 ? position : segments.active().positionOf(offset);
    }

    private int endPositionInActive(long bound) {
        return bound >= log.logEndOffset() ? segments.active().sizeInBytes() : positionInActive(bound);
    }

    /** The first record whose timestamp is at least {@code timestampMs}. */
    Optional<TimestampOffset> offsetForTimestamp(long timestampMs) {
        for (Segment segment : segments.snapshot()) {
            if (segment.maxTimestampMs() >= timestampMs && segment.maxTimestampMs() >= 0) {
                Optional<TimestampOffset> found = segment.firstAtOrAfter(timestampMs, log.logStartOffset());
                indexRebuild.maybeRebuild(segment);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The first record with the greatest timestamp of all. */
    Optional<TimestampOffset> offsetOfMaxTimestamp() {
        long logStartOffset = log.logStartOffset();
        Optional<TimestampOffset> best = Optional.empty();
        for (Segment segment : segments.snapshot()) {
            long atMost = segment.maxTimestampMs();
            if (atMost < 0 || (best.isPresent() && atMost <= best.get().timestampMs())) {
                continue;
            }
            Optional<TimestampOffset> found = segment.baseOffset() < logStartOffset
                    ? Optional.empty()
                    : segment.firstAtOrAfter(atMost, segment.baseOffset());
            if (found.isEmpty()) {
                // Who has it lies below the log's start, is a marker, or a batch that compaction emptied.
                found = segment.maxTimestampFrom(Math.max(segment.baseOffset(), logStartOffset));
            }
            if (found.isPresent()
                    && (best.isEmpty() || found.get().timestampMs() > best.get().timestampMs())) {
                best = found;
            }
        }
        return best;
    }
}
