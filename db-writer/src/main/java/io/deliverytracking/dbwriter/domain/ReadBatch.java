package io.deliverytracking.dbwriter.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The reads of one poll, at most one a partition. Immutable.
 *
 * @param reads ordered by partition, so that every writer locks offsets in the same order
 */
public record ReadBatch(List<PartitionRead> reads) {
    /** Enough for a middle that a few odd records don't move, and nothing to compute. */
    private static final int LAG_SAMPLES = 101;

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

    /**
     * How long ago, in milliseconds, the middle one of its records was sent; 0 if that is in the future. The middle one,
     * because a record with a wrong time must not decide how fast the writer is.
     */
    public long lagMs(long nowMs) {
        int step = recordCount() / LAG_SAMPLES + 1;
        long[] timestamps = new long[LAG_SAMPLES];
        int count = 0;
        int skip = 0;
        for (PartitionRead read : reads) {
            int index = skip;
            for (; index < read.size(); index += step) {
                timestamps[count++] = read.timestampMs(index);
            }
            skip = index - read.size();
        }
        Arrays.sort(timestamps, 0, count);
        return count == 0 ? 0 : Math.max(0, nowMs - timestamps[count / 2]);
    }

    /**
     * The first {@code records} records, partition by partition: as few partitions as possible, so that few stored offsets
     * are locked. All of the batch if it has no more than that.
     */
    public ReadBatch first(int records) {
        List<PartitionRead> first = new ArrayList<>();
        int wanted = records;
        for (PartitionRead read : reads) {
            if (wanted <= 0) {
                break;
            }
            first.add(read.size() <= wanted ? read : read.slice(0, wanted));
            wanted -= read.size();
        }
        return new ReadBatch(first);
    }

    /** What {@link #first} leaves: for every number, both together are the batch. */
    public ReadBatch after(int records) {
        List<PartitionRead> rest = new ArrayList<>();
        int left = records;
        for (PartitionRead read : reads) {
            if (left <= 0) {
                rest.add(read);
            } else if (read.size() > left) {
                rest.add(read.slice(left, read.size()));
            }
            left -= read.size();
        }
        return new ReadBatch(rest);
    }

    public ReadBatch without(Collection<LogPartition> partitions) {
        return new ReadBatch(reads.stream()
                .filter(read -> !partitions.contains(read.partition()))
                .toList());
    }
}
