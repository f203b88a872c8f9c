package io.deliverytracking.dbwriter.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest position of every rider whose rows were stored since the last {@link #drain}, and how far the log
 * is covered by them. "Latest" means session, then sequence.
 *
 * <p>Invariant: for a partition that needs no rebuild, every row below its applied offset is in this table, or
 * was drained before, or was overtaken by a later one of the same rider. A partition whose rows this process has
 * not all seen (newly assigned; a commit whose answer was lost) is marked for a rebuild from the database.
 *
 * <p>Threading: thread-safe; the ingest adds, the flush drains, each for about a millisecond.
 */
public final class CurrentPositions {
    private LatestByRider latest = new LatestByRider(1024);
    private final Map<LogPartition, Coverage> coverage = new HashMap<>();
    private final Set<LogPartition> rebuild = new HashSet<>();

    /** Takes over the rows of a stored batch. */
    public synchronized void apply(StagedBatch staged) {
        LocationRows rows = staged.locations();
        for (int row = 0; row < rows.size(); row++) {
            latest.offer(rows, row);
        }
        for (PartitionRead read : staged.source().reads()) {
            if (staged.holdsLocations(read.partition())) {
                coverage.merge(
                        read.partition(), new Coverage(read.log(), read.nextOffset(), floorMs(read)), Coverage::then);
            }
        }
    }

    private static long floorMs(PartitionRead read) {
        long floor = Long.MAX_VALUE;
        for (int i = 0; i < read.size(); i++) {
            floor = Math.min(floor, read.timestampMs(i));
        }
        return floor;
    }

    /** Notes that rows of this partition were stored without passing by here. */
    public synchronized void needRebuild(LogPartition partition) {
        rebuild.add(partition);
    }

    /** Hands over what has gathered, and starts anew. */
    public synchronized Snapshot drain() {
        Map<LogPartition, Coverage> covered = new HashMap<>(coverage);
        covered.keySet().removeAll(rebuild);
        Snapshot snapshot = new Snapshot(latest.compact(), Map.copyOf(covered), Set.copyOf(rebuild));
        latest = new LatestByRider(latest.capacity());
        coverage.clear();
        rebuild.clear();
        return snapshot;
    }

    /**
     * Takes back a snapshot that could not be written: its partitions are rebuilt from the database instead, which
     * costs no memory while the database is away.
     */
    public synchronized void giveBack(Snapshot snapshot) {
        rebuild.addAll(snapshot.coverage().keySet());
        rebuild.addAll(snapshot.rebuild());
    }

    /** What was applied of a partition since the last drain, or null if nothing was. */
    public synchronized @Nullable Coverage sinceDrain(LogPartition partition) {
        return coverage.get(partition);
    }

    /**
     * How far a partition is covered.
     *
     * @param log the log that the offset counts in
     * @param appliedOffset everything below it was applied
     * @param floorMs the lowest record timestamp applied since the last drain
     */
    public record Coverage(LogIdentity log, long appliedOffset, long floorMs) {
        Coverage then(Coverage later) {
            return new Coverage(later.log, later.appliedOffset, Math.min(floorMs, later.floorMs));
        }
    }

    /**
     * What one flush writes.
     *
     * @param rows one row a rider
     * @param coverage how far each partition is covered by the rows of this and earlier snapshots
     * @param rebuild partitions that have to be read back from the database
     */
    public record Snapshot(LatestRows rows, Map<LogPartition, Coverage> coverage, Set<LogPartition> rebuild) {
        public boolean isEmpty() {
            return rows.size() == 0 && coverage.isEmpty() && rebuild.isEmpty();
        }
    }
}
