package io.deliverytracking.broker.log;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What recovery found in one partition.
 *
 * @param partition the partition
 * @param recoveryPoint up to here nothing had to be scanned
 * @param scannedBytes bytes of log whose checksums were checked
 * @param scannedBatches whole, valid batches among them
 * @param cutBytes bytes cut off, in this and later segments; 0 if the log was whole
 * @param cutFile the file that was cut; null if none was
 * @param cutPosition where in that file the first broken batch began; -1 if none did
 * @param cutReason what was wrong there; null if nothing was
 * @param rebuiltIndexes index files that were missing or broken and were built again
 * @param logEndOffset the log end offset after recovery
 */
public record PartitionRecovery(
        TopicPartition partition,
        long recoveryPoint,
        long scannedBytes,
        long scannedBatches,
        long cutBytes,
        @Nullable String cutFile,
        long cutPosition,
        @Nullable String cutReason,
        int rebuiltIndexes,
        long logEndOffset) {

    /** Whether bytes were lost. */
    public boolean isCut() {
        return cutReason != null;
    }
}
