package io.deliverytracking.broker.log;

import java.util.List;

/**
 * What opening a log directory found.
 *
 * @param cleanShutdown whether the broker before had stopped cleanly; then nothing was scanned
 * @param partitions one entry a partition, in order of their names
 * @param failures partitions that could not be opened, each with file and reason; they stay offline
 */
public record RecoveryReport(
        boolean cleanShutdown, List<PartitionRecovery> partitions, List<PartitionFailure> failures) {

    /** Bytes read again in all partitions. */
    public long scannedBytes() {
        return partitions.stream().mapToLong(PartitionRecovery::scannedBytes).sum();
    }

    /** Bytes cut off in all partitions. */
    public long cutBytes() {
        return partitions.stream().mapToLong(PartitionRecovery::cutBytes).sum();
    }
}
