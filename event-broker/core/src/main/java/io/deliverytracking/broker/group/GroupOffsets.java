package io.deliverytracking.broker.group;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The committed offsets of one group: topics in the order of their first commit, partitions ascending.
 *
 * <p>Threading: confined to the lane of the group. Changed by {@link GroupStore}'s replay only.
 */
final class GroupOffsets {

    /** The offsets of a group that committed none. Nobody may put into it. */
    static final GroupOffsets NONE = new GroupOffsets();

    private final Map<String, SortedMap<Integer, CommittedOffset>> byTopic = new LinkedHashMap<>();

    boolean isEmpty() {
        return byTopic.isEmpty();
    }

    int size() {
        int size = 0;
        for (SortedMap<Integer, CommittedOffset> partitions : byTopic.values()) {
            size += partitions.size();
        }
        return size;
    }

    @Nullable
    CommittedOffset get(String topic, int partition) {
        return ofTopic(topic).get(partition);
    }

    SortedMap<Integer, CommittedOffset> ofTopic(String topic) {
        return byTopic.getOrDefault(topic, Collections.emptySortedMap());
    }

    Map<String, SortedMap<Integer, CommittedOffset>> byTopic() {
        return Collections.unmodifiableMap(byTopic);
    }

    void put(String topic, int partition, CommittedOffset committed) {
        byTopic.computeIfAbsent(topic, name -> new TreeMap<>()).put(partition, committed);
    }

    void remove(String topic, int partition) {
        SortedMap<Integer, CommittedOffset> partitions = byTopic.get(topic);
        if (partitions != null) {
            partitions.remove(partition);
            if (partitions.isEmpty()) {
                byTopic.remove(topic);
            }
        }
    }
}
