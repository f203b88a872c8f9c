package io.deliverytracking.broker.log.compaction;

import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.SealedSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Which neighbouring segments are written into one: as many as together are no larger than one may be.
 *
 * <p>Compacted segments get small; without joining them a log would end up with as many files as it ever had.
 *
 * <p>Stateless.
 */
final class SegmentGroups {

    private SegmentGroups() {}

    /** The groups, in order, of those among {@code segments} that start below {@code endOffset}. */
    static List<List<SealedSegment>> of(List<SealedSegment> segments, long endOffset, LogConfig config) {
        List<List<SealedSegment>> groups = new ArrayList<>();
        List<SealedSegment> group = new ArrayList<>();
        long bytes = 0;
        long indexBytes = 0;
        for (SealedSegment segment : segments) {
            if (segment.baseOffset() >= endOffset) {
                break;
            }
            bytes += segment.sizeInBytes();
            indexBytes += segment.indexSizeInBytes();
            boolean fits = !group.isEmpty()
                    && bytes <= config.segmentBytes()
                    && indexBytes <= config.segmentIndexBytes()
                    && segment.nextOffset() - group.get(0).baseOffset() <= Integer.MAX_VALUE;
            // An empty one has no last batch to end with: it stays, between groups.
            if (!fits || segment.sizeInBytes() == 0) {
                add(groups, group);
                group = new ArrayList<>();
                bytes = segment.sizeInBytes();
                indexBytes = segment.indexSizeInBytes();
            }
            if (segment.sizeInBytes() > 0) {
                group.add(segment);
            }
        }
        add(groups, group);
        return groups;
    }

    private static void add(List<List<SealedSegment>> groups, List<SealedSegment> group) {
        if (!group.isEmpty()) {
            groups.add(List.copyOf(group));
        }
    }
}
