package io.deliverytracking.broker.group;

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
}
