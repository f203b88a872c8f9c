package io.deliverytracking.dbwriter;

import io.deliverytracking.dbwriter.domain.LogPartition;
import java.util.Map;

/**
 * Numbers of this process since its start.
 *
 * @param rowsPerSecond over the last ten whole seconds
 * @param batchRows rows a batch
 * @param storeMs milliseconds from records to commit, a batch
 * @param nextOffsets the first offset not stored, by partition
 */
public record Statistics(
        WriterStatus.Snapshot status,
        double rowsPerSecond,
        long rows,
        long deadLetters,
        long lostComparisons,
        long repeats,
        Quantiles batchRows,
        Quantiles storeMs,
        Map<LogPartition, Long> nextOffsets) {}
