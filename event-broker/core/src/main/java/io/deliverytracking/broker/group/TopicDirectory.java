package io.deliverytracking.broker.group;

import java.util.Collection;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Names and ids of the topics that exist: implemented over the cluster's metadata.
 *
 * <p>Threading: the lane of the request.
 */
public interface TopicDirectory {

    /** The topic's id, or {@link Uuid#ZERO_UUID} if there is no such topic. */
    Uuid topicId(String topic);

    /** The topic's name, or null if there is no such topic. */
    @Nullable
    String topicName(Uuid topicId);

    /** Whether the topic exists and has this partition. */
    boolean hasPartition(String topic, int partition);

    /** How many partitions the topic has, 0 if there is no such topic. */
    int partitionCount(String topic);

    /** Names of all topics, in their order. */
    Collection<String> topics();

    /** Grows with every change of what is said here. */
    long version();
}
