package io.deliverytracking.broker.group;

import io.deliverytracking.broker.group.assignor.PartitionSet;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * Partitions with the epoch in which each was assigned: a commit of an older epoch than that comes from before the
 * member had the partition.
 *
 * <p>Iterated by topic id and then by partition. Invariant: no topic without a partition.
 *
 * <p>Threading: immutable.
 *
 * <p>Source: KIP-1251.
 */
final class AssignedPartitions {

    static final AssignedPartitions NONE = new Builder().build();

    /** The epoch of a partition that is not in here. */
    static final int NOT_ASSIGNED = -1;

    private final SortedMap<Uuid, SortedMap<Integer, Integer>> epochs;

    private AssignedPartitions(SortedMap<Uuid, SortedMap<Integer, Integer>> epochs) {
        this.epochs = epochs;
    }

    boolean isEmpty() {
        return epochs.isEmpty();
    }

    boolean contains(Uuid topicId, int partition) {
        return epochOf(topicId, partition) != NOT_ASSIGNED;
    }

    /** In which epoch the partition was assigned, or {@link #NOT_ASSIGNED}. */
    int epochOf(Uuid topicId, int partition) {
        return ofTopic(topicId).getOrDefault(partition, NOT_ASSIGNED);
    }

    /** The epoch of each partition of a topic. */
    SortedMap<Integer, Integer> ofTopic(Uuid topicId) {
        return epochs.getOrDefault(topicId, Collections.emptySortedMap());
    }

    SortedMap<Uuid, SortedMap<Integer, Integer>> byTopic() {
        return epochs;
    }

    /** Whether every one of these is in here. */
    boolean containsAll(PartitionSet partitions) {
        for (Map.Entry<Uuid, ? extends Iterable<Integer>> topic :
                partitions.byTopic().entrySet()) {
            for (int partition : topic.getValue()) {
                if (!contains(topic.getKey(), partition)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether any of these is in here. */
    boolean containsAnyOf(PartitionSet partitions) {
        for (Map.Entry<Uuid, ? extends Iterable<Integer>> topic :
                partitions.byTopic().entrySet()) {
            for (int partition : topic.getValue()) {
                if (contains(topic.getKey(), partition)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same partitions, all of them assigned in this epoch. */
    AssignedPartitions inEpoch(int epoch) {
        Builder builder = new Builder();
        epochs.forEach((topicId, partitions) ->
                partitions.keySet().forEach(partition -> builder.add(topicId, partition, epoch)));
        return builder.build();
    }

    /** The same partitions without their epochs. */
    PartitionSet toPartitionSet() {
        PartitionSet.Builder builder = new PartitionSet.Builder();
        epochs.forEach((topicId, partitions) -> builder.addAll(topicId, partitions.keySet()));
        return builder.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AssignedPartitions partitions && epochs.equals(partitions.epochs);
    }

    @Override
    public int hashCode() {
        return epochs.hashCode();
    }

    @Override
    public String toString() {
        return epochs.toString();
    }

    /** Collects partitions. Used once. */
    static final class Builder {

        private final SortedMap<Uuid, SortedMap<Integer, Integer>> collected = new TreeMap<>();

        Builder add(Uuid topicId, int partition, int epoch) {
            collected.computeIfAbsent(topicId, id -> new TreeMap<>()).put(partition, epoch);
            return this;
        }

        AssignedPartitions build() {
            SortedMap<Uuid, SortedMap<Integer, Integer>> sealed = new TreeMap<>();
            for (Map.Entry<Uuid, SortedMap<Integer, Integer>> topic : collected.entrySet()) {
                sealed.put(topic.getKey(), Collections.unmodifiableSortedMap(topic.getValue()));
            }
            return new AssignedPartitions(Collections.unmodifiableSortedMap(sealed));
        }
    }
}
