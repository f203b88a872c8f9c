package io.deliverytracking.dbwriter.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The latest position of every rider whose rows were stored since the last {@link #drain}, and how far the log
 * is covered by them. "Latest" means session, then sequence.
 *
 * <p>Invariant: every row of a partition from its coverage's first offset to its applied offset is in this table, or was
 * overtaken by a later one of the same rider. What is below the first offset was drained before, unless the partition is
 * marked for a rebuild from the database, because this process has not seen all of its rows: it is newly assigned, or the
 * answer to a commit was lost, or another writer had it meanwhile.
 *
 * <p>Threading: thread-safe; the ingest adds, the flush drains, each for about a millisecond.
 */
public final class CurrentPositions {
    private final LatestByRider latest = new LatestByRider(1024);
    private final Map<LogPartition, Coverage> coverage = new HashMap<>();
    private final Set<LogPartition> rebuild = new HashSet<>();

    /** Where the last batch of each partition ended, drained or not. */
    private final Map<LogPartition, Long> appliedTo = new HashMap<>();

    /** Takes over the rows of a stored batch. */
    public synchronized void apply(StagedBatch staged) {
        LocationRows rows = staged.locations();
        for (int row = 0; row < rows.size(); row++) {
            if (!rows.isRefused(row)) {
                latest.offer(rows, row);
            }
        }
        List<PartitionRead> reads = staged.source().reads();
        @Nullable Long[] lowestMs = staged.lowestRecordTimesMs();
        for (int i = 0; i < lowestMs.length; i++) {
            if (staged.holdsLocations(reads.get(i).partition())) {
                cover(reads.get(i), lowestMs[i] == null ? Long.MAX_VALUE : lowestMs[i]);
            }
        }
    }

    private void cover(PartitionRead read, long floorMs) {
        LogPartition partition = read.partition();
        Long before = appliedTo.put(partition, read.nextOffset());
        if (before != null && before != read.readFrom()) {
            needRebuild(partition);
        }
        Coverage covered = new Coverage(read.log(), read.readFrom(), read.nextOffset(), floorMs);
        coverage.merge(partition, covered, Coverage::then);
    }

    /** Notes that rows of this partition were stored without passing by here: all that it has now are below those to come. */
    public synchronized void needRebuild(LogPartition partition) {
        rebuild.add(partition);
        coverage.remove(partition);
    }

    /** Hands over what has gathered, and starts anew. */
    public synchronized Snapshot drain() {
        Snapshot snapshot = new Snapshot(latest.drain(), Map.copyOf(coverage), Set.copyOf(rebuild));
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

    /** Whether rows of this partition were stored without passing by here since the last drain. */
    public synchronized boolean needsRebuild(LogPartition partition) {
        return rebuild.contains(partition);
    }

    /**
     * How far a partition is covered.
     *
     * @param log the log that the offset counts in
     * @param fromOffset where the first batch since the last drain began, or since a rebuild was needed
     * @param appliedOffset everything from there to below this was applied
     * @param floorMs the lowest record time among the rows of that; the highest long if there were none
     */
    public record Coverage(LogIdentity log, long fromOffset, long appliedOffset, long floorMs) {
        Coverage then(Coverage later) {
            return new Coverage(later.log, fromOffset, later.appliedOffset, Math.min(floorMs, later.floorMs));
        }
    }

    /**
     * What one flush writes.
     *
     * @param rows one row a rider
     * @param coverage how far each partition is covered by the rows of this snapshot, and from where
     * @param rebuild partitions of which what is below their coverage has to be read back from the database
     */
    public record Snapshot(LatestRows rows, Map<LogPartition, Coverage> coverage, Set<LogPartition> rebuild) {
        public boolean isEmpty() {
            return rows.size() == 0 && coverage.isEmpty() && rebuild.isEmpty();
        }
    }
}
