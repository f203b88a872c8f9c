package io.deliverytracking.broker.metadata;

import java.util.List;

/**
 * What the cluster knows of one partition.
 *
 * <p>Invariant: the in-sync replicas are replicas, and the leader, when there is one, is in sync.
 *
 * @param partition the partition's index in its topic
 * @param replicas broker ids in order of preference; the first is the preferred leader
 * @param isr the in-sync replicas
 * @param leader the leading broker, or {@link #NO_LEADER}
 * @param leaderEpoch grows with each election (KIP-101)
 * @param partitionEpoch grows with each change of this partition, elections included
 */
public record PartitionImage(
        int partition, List<Integer> replicas, List<Integer> isr, int leader, int leaderEpoch, int partitionEpoch) {

    /** The leader of a partition that nobody can lead at present. */
    public static final int NO_LEADER = -1;

    public PartitionImage {
        replicas = List.copyOf(replicas);
        isr = List.copyOf(isr);
        if (partition < 0 || leaderEpoch < 0 || partitionEpoch < 0) {
            throw new IllegalArgumentException("partition " + partition + ", leader epoch " + leaderEpoch
                    + " and partition epoch " + partitionEpoch + " must not be negative");
        }
        if (replicas.isEmpty() || !replicas.containsAll(isr)) {
            throw new IllegalArgumentException(
                    "in-sync replicas " + isr + " of partition " + partition + " are not all among " + replicas);
        }
        if (leader != NO_LEADER && !isr.contains(leader)) {
            throw new IllegalArgumentException(
                    "leader " + leader + " of partition " + partition + " is not in sync: " + isr);
        }
    }

    /** True when fewer replicas are in sync than there are. */
    public boolean isUnderReplicated() {
        return isr.size() < replicas.size();
    }

    public boolean hasLeader() {
        return leader != NO_LEADER;
    }

    /** The same partition after an election or a change of its in-sync replicas. */
    public PartitionImage with(List<Integer> newIsr, int newLeader, int newLeaderEpoch) {
        return new PartitionImage(partition, replicas, newIsr, newLeader, newLeaderEpoch, partitionEpoch + 1);
    }
}
