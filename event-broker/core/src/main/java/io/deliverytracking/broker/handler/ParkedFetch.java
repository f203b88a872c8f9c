package io.deliverytracking.broker.handler;

import io.deliverytracking.broker.log.PartitionLog;
import io.deliverytracking.broker.port.StorageException;
import io.deliverytracking.broker.purgatory.ParkedOperation;
import io.deliverytracking.broker.purgatory.Purgatory;
import io.deliverytracking.broker.replication.Partition;
import io.deliverytracking.broker.replication.Partitions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * A Fetch that waits until there are {@code min.bytes} to read, or something to say at once: an error, an offset that
 * is out of range, records of an older segment. A read ends with its segment: whoever is behind would wait at each one
 * that is smaller than {@code min.bytes}, and for nothing. Apache Kafka's DelayedFetch doesn't let them wait, either.
 *
 * <p>Only numbers are looked at here; records are read when the wait is over. Progress of one partition looks at that
 * partition only.
 *
 * <p>Threading: confined to the lane.
 */
final class ParkedFetch extends ParkedOperation {

    /** Found instead of a number of bytes: the client has to be told something now. */
    private static final int AT_ONCE = -1;

    private final Partitions partitions;
    private final List<FetchedPartition> fetched;
    private final int minBytes;
    private final Runnable answer;
    private final int[] available;
    private long availableBytes;

    ParkedFetch(Partitions partitions, List<FetchedPartition> fetched, int minBytes, Runnable answer) {
        this.partitions = partitions;
        this.fetched = fetched;
        this.minBytes = minBytes;
        this.answer = answer;
        this.available = new int[fetched.size()];
    }

    /** Answers at once if there is something to say or nothing to wait for, else waits. */
    void park(Purgatory<Partition> purgatory, int maxWaitMs) {
        List<Partition> keys = new ArrayList<>(available.length);
        boolean satisfied = maxWaitMs <= 0 || available.length == 0 || minBytes <= 0;
        for (int i = 0; i < available.length && !satisfied; i++) {
            Partition partition = find(fetched.get(i));
            satisfied = look(i, partition);
            if (partition != null) {
                keys.add(partition);
            }
        }
        if (satisfied || !purgatory.tryPark(this, maxWaitMs, keys)) {
            answer.run();
        }
    }

    @Override
    protected boolean onProgress(int watchIndex) {
        return look(watchIndex, find(fetched.get(watchIndex)));
    }

    /** Looks what one partition has for the client now; returns whether the wait is over. */
    private boolean look(int i, @Nullable Partition partition) {
        int bytes = partition == null ? AT_ONCE : availableIn(partition, fetched.get(i));
        if (bytes == AT_ONCE) {
            return true;
        }
        availableBytes += bytes - available[i];
        available[i] = bytes;
        return availableBytes >= minBytes;
    }

    private static int availableIn(Partition partition, FetchedPartition asked) {
        if (partition.checkLeader(asked.currentLeaderEpoch()) != Errors.NONE) {
            return AT_ONCE;
        }
        PartitionLog log = partition.log();
        long offset = asked.fetchOffset();
        if (offset < log.logStartOffset()
                || offset > log.logEndOffset()
                || FetchRead.divergesFrom(log, asked) != null) {
            return AT_ONCE;
        }
        if (offset >= partition.highWatermark()) {
            return 0;
        }
        try {
            if (log.startsInOlderSegment(offset, partition.highWatermark())) {
                return AT_ONCE;
            }
            return Math.min(log.availableBytes(offset, partition.highWatermark()), asked.maxBytes());
        } catch (StorageException e) { // the read that follows meets it, too, and knows what it means
            return AT_ONCE;
        }
    }

    private @Nullable Partition find(FetchedPartition asked) {
        return FetchRead.find(partitions, asked.key());
    }

    @Override
    protected void onComplete() {
        answer.run();
    }

    @Override
    protected void onExpire() {
        answer.run();
    }
}
