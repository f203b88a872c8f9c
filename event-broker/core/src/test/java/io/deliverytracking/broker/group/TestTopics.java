package io.deliverytracking.broker.group;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Topics that a test makes, widens and deletes. The n-th topic made has the id n. */
final class TestTopics implements TopicDirectory {

    private record Topic(Uuid id, int partitions) {}

    private final SortedMap<String, Topic> topics = new TreeMap<>();
    private long made;
    private long version;

    TestTopics create(String name, int partitions) {
        topics.put(name, new Topic(new Uuid(0, ++made), partitions));
        version++;
        return this;
    }

    /** For a test that commits offsets and asks nothing else of the topic. */
    void createIfMissing(String name) {
        if (!topics.containsKey(name)) {
            create(name, 10);
        }
    }

    void widen(String name, int partitions) {
        topics.put(name, new Topic(topicId(name), partitions));
        version++;
    }

    void delete(String name) {
        topics.remove(name);
        version++;
    }

    @Override
    public Uuid topicId(String topic) {
        Topic found = topics.get(topic);
        return found == null ? Uuid.ZERO_UUID : found.id();
    }

    @Override
    public @Nullable String topicName(Uuid topicId) {
        for (Map.Entry<String, Topic> topic : topics.entrySet()) {
            if (topic.getValue().id().equals(topicId)) {
                return topic.getKey();
            }
        }
        return null;
    }

    @Override
    public boolean hasPartition(String topic, int partition) {
        return partition < partitionCount(topic);
    }

    @Override
    public int partitionCount(String topic) {
        Topic found = topics.get(topic);
        return found == null ? 0 : found.partitions();
    }

    @Override
    public Collection<String> topics() {
        return List.copyOf(topics.keySet());
    }

    @Override
    public long version() {
        return version;
    }
}
