package io.deliverytracking.broker.replication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that this broker serves, by topic name and by topic id (KIP-516).
 *
 * <p>Invariant: a topic name stands for at most one topic id at a time; partitions of one topic are found by index.
 *
 * <p>Threading: confined to the lane.
 */
public final class Partitions {

    private final TreeMap<String, Topic> byName = new TreeMap<>();
    // Looked up, never iterated.
    private final Map<Uuid, Topic> byId = new HashMap<>();

    /** The partitions of one topic, by index; null where this broker has no replica. */
    private record Topic(String name, Uuid id, ArrayList<@Nullable Partition> partitions) {

        @Nullable
        Partition partition(int index) {
            return index >= 0 && index < partitions.size() ? partitions.get(index) : null;
        }
    }

    /** The partition of the topic that has this name now, or null. */
    public @Nullable Partition find(String topic, int index) {
        Topic found = byName.get(topic);
        return found == null ? null : found.partition(index);
    }

    /** The partition of the topic with this id, or null. */
    public @Nullable Partition find(Uuid topicId, int index) {
        Topic found = byId.get(topicId);
        return found == null ? null : found.partition(index);
    }

    /** The name of the topic with this id, or null. */
    public @Nullable String topicName(Uuid topicId) {
        Topic found = byId.get(topicId);
        return found == null ? null : found.name();
    }

    /** The id of the topic with this name, or null. */
    public @Nullable Uuid topicId(String topic) {
        Topic found = byName.get(topic);
        return found == null ? null : found.id();
    }

    /** Adds a partition; one with the same topic id and index must not be there. */
    public void add(Partition partition) {
        Topic topic = byId.get(partition.topicId());
        if (topic == null) {
            topic = new Topic(partition.topic(), partition.topicId(), new ArrayList<>());
            Topic sameName = byName.putIfAbsent(topic.name(), topic);
            if (sameName != null) {
                throw new IllegalStateException("topic " + topic.name() + " has id " + sameName.id()
                        + " and can't have id " + topic.id() + " as well");
            }
            byId.put(topic.id(), topic);
        }
        ArrayList<@Nullable Partition> partitions = topic.partitions();
        while (partitions.size() <= partition.index()) {
            partitions.add(null);
        }
        if (partitions.set(partition.index(), partition) != null) {
            throw new IllegalStateException(partition + " is there already");
        }
    }

    /** Removes a topic; returns its partitions. */
    public List<Partition> remove(Uuid topicId) {
        Topic topic = byId.remove(topicId);
        if (topic == null) {
            return List.of();
        }
        byName.remove(topic.name());
        List<Partition> removed = new ArrayList<>();
        for (Partition partition : topic.partitions()) {
            if (partition != null) {
                removed.add(partition);
            }
        }
        return removed;
    }

    /** All partitions, by topic name and index. */
    public List<Partition> all() {
        List<Partition> all = new ArrayList<>();
        for (Topic topic : byName.values()) {
            for (Partition partition : topic.partitions()) {
                if (partition != null) {
                    all.add(partition);
                }
            }
        }
        return Collections.unmodifiableList(all);
    }
}
