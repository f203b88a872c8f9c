package io.deliverytracking.broker.group;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a correct coordinator may say about committed offsets: every commit that reached it, in that order,
 * and what its client was told. A reader may see the last acknowledged commit of a partition or a later one
 * whose fate is unknown, and nothing else.
 */
final class CommitModel {

    private enum Fate {
        UNKNOWN,
        ACKNOWLEDGED,
        REFUSED
    }

    private final Map<Integer, List<Commit>> byPartition = new LinkedHashMap<>();

    /** A commit arrives at the coordinator. Offsets are unique over the whole run. */
    Commit arrived(int partition, long offset) {
        Commit commit = new Commit(offset);
        byPartition.computeIfAbsent(partition, index -> new ArrayList<>()).add(commit);
        return commit;
    }

    /** A reader that asked when {@code acknowledgedBefore} was the newest acknowledged commit is told this. */
    void verify(int partition, long acknowledgedBefore, long seen) {
        List<Commit> commits = byPartition.getOrDefault(partition, List.of());
        boolean reached = acknowledgedBefore == CommittedOffset.NO_OFFSET;
        if (reached && seen == CommittedOffset.NO_OFFSET) {
            return;
        }
        for (Commit commit : commits) {
            reached |= commit.offset == acknowledgedBefore;
            if (commit.offset == seen) {
                if (!reached) {
                    throw new AssertionError("Partition " + partition + ": " + seen + " was seen after "
                            + acknowledgedBefore + " had been acknowledged");
                }
                if (commit.fate == Fate.REFUSED) {
                    throw new AssertionError("Partition " + partition + ": refused commit " + seen + " was seen");
                }
                return;
            }
        }
        throw new AssertionError(
                "Partition " + partition + ": " + seen + " was never committed; acknowledged " + acknowledgedBefore);
    }

    long acknowledged(int partition) {
        long newest = CommittedOffset.NO_OFFSET;
        for (Commit commit : byPartition.getOrDefault(partition, List.of())) {
            if (commit.fate == Fate.ACKNOWLEDGED) {
                newest = commit.offset;
            }
        }
        return newest;
    }

    static final class Commit {

        private final long offset;
        private Fate fate = Fate.UNKNOWN;

        Commit(long offset) {
            this.offset = offset;
        }

        void answered(Errors error) {
            switch (error) {
                case NONE:
                    fate = Fate.ACKNOWLEDGED;
                    break;
                case ILLEGAL_GENERATION:
                case STALE_MEMBER_EPOCH:
                case UNKNOWN_MEMBER_ID:
                case FENCED_INSTANCE_ID:
                case REBALANCE_IN_PROGRESS:
                case GROUP_ID_NOT_FOUND:
                    fate = Fate.REFUSED;
                    break;
                default:
                    // The log failed: the commit may be in it.
                    break;
            }
        }
    }
}
