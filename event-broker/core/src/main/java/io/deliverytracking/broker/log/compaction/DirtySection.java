package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.log.SealedSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a log could be compacted now: from where the last round ended to the first segment that must be left alone.
 *
 * <p>Left alone are the active segment; what consumers may not read yet, or what is not on disk; and from the first segment
 * on that has a record younger than {@code min.compaction.lag.ms}. Segments count whole.
 *
 * @param segments from the log's first to the last that may be compacted
 * @param firstDirtyOffset below, the log is clean
 * @param cleanBytes bytes of segments that are clean
 * @param dirtyBytes bytes of the others
 * @param overdueMs by how much the oldest dirty record is older than {@code max.compaction.lag.ms}; 0 if it is not
 */
record DirtySection(
        List<SealedSegment> segments, long firstDirtyOffset, long cleanBytes, long dirtyBytes, long overdueMs) {

    DirtySection {
        segments = List.copyOf(segments);
    }

    /**
     * Looks at {@code log}.
     *
     * @param boundOffset nothing that reaches past it is touched: the high watermark
     */
    static DirtySection of(PartitionLog log, long boundOffset, long nowMs) {
        LogConfig config = log.config();
        long bound = Math.min(boundOffset, log.recoveryPoint());
        long firstDirty = Math.max(log.compaction().cleanedUpTo(), log.logStartOffset());
        List<SealedSegment> segments = new ArrayList<>();
        long cleanBytes = 0;
        long dirtyBytes = 0;
        long overdueMs = 0;
        for (SealedSegment segment : log.compaction().sealedSegments()) {
            boolean dirty = segment.nextOffset() > firstDirty;
            if (segment.nextOffset() > bound || (dirty && isTooYoung(segment, config, nowMs))) {
                break;
            }
            segments.add(segment);
            if (dirty) {
                dirtyBytes += segment.sizeInBytes();
                overdueMs = Math.max(overdueMs, overdueMs(segment, config, nowMs));
            } else {
                cleanBytes += segment.sizeInBytes();
            }
        }
        return new DirtySection(segments, firstDirty, cleanBytes, dirtyBytes, overdueMs);
    }

    private static boolean isTooYoung(SealedSegment segment, LogConfig config, long nowMs) {
        return config.minCompactionLagMs() > 0 && segment.maxTimestampMs() > nowMs - config.minCompactionLagMs();
    }

    private static long overdueMs(SealedSegment segment, LogConfig config, long nowMs) {
        if (config.maxCompactionLagMs() == Long.MAX_VALUE) {
            return 0;
        }
        long first = segment.firstTimestampMs();
        return first <= 0 ? 0 : Math.max(0, nowMs - config.maxCompactionLagMs() - first);
    }

    /** How much of what could be compacted is dirty: 0 to 1. */
    double ratio() {
        long bytes = cleanBytes + dirtyBytes;
        return bytes == 0 ? 0 : (double) dirtyBytes / bytes;
    }

    /** Whether it is time. */
    boolean isDue(LogConfig config) {
        return dirtyBytes > 0 && (overdueMs > 0 || ratio() > config.minCleanableDirtyRatio());
    }
}
