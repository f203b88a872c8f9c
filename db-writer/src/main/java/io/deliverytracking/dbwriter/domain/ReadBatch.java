package io.deliverytracking.dbwriter.domain;

import java.util.Collection;
import java.util.List;

/**
 * The reads of one poll, at most one a partition. Immutable.
 *
 * @param reads ordered by partition, so that every writer locks offsets in the same order
 */
public record ReadBatch(List<PartitionRead> reads) {
    public ReadBatch {
        reads = reads.stream()
                .sorted((a, b) -> a.partition().compareTo(b.partition()))
                .toList();
    }

    public boolean isEmpty() {
        return reads.isEmpty();
    }

    public int recordCount() {
        int count = 0;
        for (PartitionRead read : reads) {
            count += read.size();
        }
        return count;
    }

    public ReadBatch without(Collection<LogPartition> partitions) {
        return new ReadBatch(reads.stream()
                .filter(read -> !partitions.contains(read.partition()))
                .toList());
    }
}
