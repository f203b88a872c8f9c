package io.deliverytracking.location.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to where each partition has been applied to the map, and what of that is still to be committed.
 *
 * <p>Invariant: what is offered for commit has been applied, and never lies before what the group had committed when the
 * partition was assigned: reading a stretch again after a start does not turn the displayed lag back.
 *
 * <p>A partition counts as restored once it has been applied up to the end that the log had at assignment.
 *
 * <p>Threading: any thread; guarded by this object's monitor, held for a few map operations a batch.
 */
public final class AppliedPositions {

    private static final class Progress {
        private long next;
        private long committed;
        private long restoredFrom;
        private boolean assigned;
    }

    private final Map<TopicPartition, Progress> progress = new HashMap<>();
    private boolean restored;

    /** Begins a partition: reading starts at {@code from}, and is up to date once it reaches {@code restoredFrom}. */
    synchronized void assign(TopicPartition partition, long from, long committed, long restoredFrom) {
        Progress entry = progress.computeIfAbsent(partition, key -> new Progress());
        entry.next = from;
        entry.committed = committed;
        entry.restoredFrom = restoredFrom;
        entry.assigned = true;
    }

    /** The partition belongs to somebody else now; what was applied of it stays in the map, and known here. */
    synchronized void revoke(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Progress entry = progress.get(partition);
            if (entry != null) {
                entry.assigned = false;
            }
        }
    }

    /**
     * Records from {@code first} up to before {@code next} have been applied.
     *
     * <p>Going back without an assignment means that the log is another one: the topic was made anew under the same name, and
     * the client went to its beginning. What was committed of the old log must not hold back the new one's commits.
     */
    synchronized void applied(TopicPartition partition, long first, long next) {
        Progress entry = progress.computeIfAbsent(partition, key -> new Progress());
        if (first < entry.next) {
            entry.committed = first;
            entry.restoredFrom = first;
        }
        entry.next = next;
    }

    /** Up to where this process has applied the partition, now or in an earlier assignment. */
    synchronized OptionalLong appliedUpTo(TopicPartition partition) {
        Progress entry = progress.get(partition);
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.next);
    }

    /** What has been applied and not yet committed, for assigned partitions; regarded as committed from now on. */
    synchronized Map<TopicPartition, OffsetAndMetadata> takeUncommitted() {
        Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
        progress.forEach((partition, entry) -> {
            if (entry.assigned && entry.next > entry.committed) {
                uncommitted.put(partition, new OffsetAndMetadata(entry.next));
                entry.committed = entry.next;
            }
        });
        return uncommitted;
    }

    /**
     * What has been applied of partitions that are about to go, committed or not: what was taken a moment ago may not have been
     * sent, and there will be no next time. Without those whose stretch before the commit is still being read again.
     */
    synchronized Map<TopicPartition, OffsetAndMetadata> takeLast(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Progress entry = progress.get(partition);
            if (entry != null && entry.assigned && entry.next > 0 && entry.next >= entry.committed) {
                last.put(partition, new OffsetAndMetadata(entry.next));
                entry.committed = entry.next;
            }
        }
        return last;
    }

    /** A commit failed: the positions are offered again, unless the partition has moved on. */
    synchronized void restoreUncommitted(Map<TopicPartition, OffsetAndMetadata> failed) {
        failed.forEach((partition, offset) -> {
            Progress entry = progress.get(partition);
            if (entry != null && entry.committed == offset.offset()) {
                entry.committed = offset.offset() - 1;
            }
        });
    }

    public synchronized int assignedCount() {
        return (int) progress.values().stream().filter(entry -> entry.assigned).count();
    }

    /** True from the moment when everything assigned had been restored for the first time: the map is no longer the past. */
    public synchronized boolean isRestored() {
        restored = restored || (assignedCount() > 0 && restoringCount() == 0);
        return restored;
    }

    /** How many assigned partitions have yet to reach the end that they had at assignment. */
    public synchronized int restoringCount() {
        return (int) progress.values().stream()
                .filter(entry -> entry.assigned && entry.next < entry.restoredFrom)
                .count();
    }
}
