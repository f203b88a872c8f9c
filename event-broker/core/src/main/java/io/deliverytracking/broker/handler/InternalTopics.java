package io.deliverytracking.broker.handler;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * How the broker's own topics are created when they are first needed: by a client that asks for a
 * group's coordinator, or for the topic's metadata.
 *
 * <p>Threading: filled before the broker serves, read-only afterwards.
 */
public final class InternalTopics {

    private final SortedMap<String, CreatableTopic> definitions = new TreeMap<>();

    /** Defines a topic. */
    public InternalTopics define(String name, int partitions, short replicationFactor, Map<String, String> configs) {
        CreatableTopic topic =
                new CreatableTopic().setName(name).setNumPartitions(partitions).setReplicationFactor(replicationFactor);
        new TreeMap<>(configs)
                .forEach((key, value) -> topic.configs()
                        .add(new CreatableTopicConfig().setName(key).setValue(value)));
        definitions.put(name, topic);
        return this;
    }

    /** What to create under this name, or null if it is none of the broker's own topics. */
    public @Nullable CreatableTopic definition(String name) {
        CreatableTopic topic = definitions.get(name);
        return topic == null ? null : topic.duplicate();
    }
}
