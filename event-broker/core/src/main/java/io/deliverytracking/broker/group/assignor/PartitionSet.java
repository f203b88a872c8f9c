package io.deliverytracking.broker.group.assignor;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/**
 * Some partitions of some topics, iterated by topic id and then by partition.
 *
 * <p>Invariant: no topic without a partition.
 *
 * <p>Threading: immutable.
 */
public final class PartitionSet {

    public static final PartitionSet EMPTY = new Builder().build();

    private final SortedMap<Uuid, SortedSet<Integer>> byTopic;
    private final int size;

    private PartitionSet(SortedMap<Uuid, SortedSet<Integer>> byTopic) {
        this.byTopic = byTopic;
        int count = 0;
        for (SortedSet<Integer> partitions : byTopic.values()) {
            count += partitions.size();
        }
        this.size = count;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** How many partitions there are, over all topics. */
    public int size() {
        return size;
    }

    public boolean contains(Uuid topicId, int partition) {
        return ofTopic(topicId).contains(partition);
    }

    /** The partitions of one topic, ascending; none if the topic is not in here. */
    public SortedSet<Integer> ofTopic(Uuid topicId) {
        return byTopic.getOrDefault(topicId, Collections.emptySortedSet());
    }

    /** All of it: no topic is without a partition. */
    public SortedMap<Uuid, SortedSet<Integer>> byTopic() {
        return byTopic;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PartitionSet set && byTopic.equals(set.byTopic);
    }

    @Override
    public int hashCode() {
        return byTopic.hashCode();
    }

    @Override
    public String toString() {
        return byTopic.toString();
    }

    /** Collects partitions. Used once. */
    public static final class Builder {

        private final SortedMap<Uuid, SortedSet<Integer>> collected = new TreeMap<>();

        public Builder add(Uuid topicId, int partition) {
            collected.computeIfAbsent(topicId, id -> new TreeSet<>()).add(partition);
            return this;
        }

        public Builder addAll(Uuid topicId, Iterable<Integer> partitions) {
            partitions.forEach(partition -> add(topicId, partition));
            return this;
        }

        public PartitionSet build() {
            SortedMap<Uuid, SortedSet<Integer>> sealed = new TreeMap<>();
            for (Map.Entry<Uuid, SortedSet<Integer>> topic : collected.entrySet()) {
                sealed.put(topic.getKey(), Collections.unmodifiableSortedSet(topic.getValue()));
            }
            return new PartitionSet(Collections.unmodifiableSortedMap(sealed));
        }
    }
}
