package io.deliverytracking.analytics.kafka;

import io.deliverytracking.analytics.domain.AnalyticsTotals;
import io.deliverytracking.analytics.domain.SourcePartition;
import java.util.List;

/**
 * What the feed says about itself at one moment.
 *
 * @param missedOffsets offsets that were skipped over by the log: removed by retention before they were read, or no events
 * @param rebuilding partitions that still read what had been counted before the start
 */
public record FeedStatus(
        AnalyticsTotals totals,
        long missedOffsets,
        int knownRiders,
        int openSeconds,
        long openOrders,
        long forgottenOrders,
        int rebuilding,
        List<PartitionStatus> partitions) {

    /**
     * One assigned partition.
     *
     * @param position the next offset to be read
     * @param watermarkMs {@link Long#MIN_VALUE} before the first event
     */
    public record PartitionStatus(
            SourcePartition partition, long position, long watermarkMs, boolean idle, boolean rebuilding) {}
}
