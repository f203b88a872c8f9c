package io.deliverytracking.analytics.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The ids of topics: they tell a topic from one that had its name before.
 *
 * <p>Threading: any thread but an event loop; blocks for one request.
 */
final class TopicIds {

    private final Admin admin;
    private final Duration timeout;

    TopicIds(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** By name. */
    Map<String, Uuid> of(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        try {
            Map<String, Uuid> ids = new HashMap<>();
            admin.describeTopics(partitions.stream()
                            .map(TopicPartition::topic)
                            .distinct()
                            .toList())
                    .allTopicNames()
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((name, description) -> ids.put(name, description.topicId()));
            return ids;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the ids of topics", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot find the ids of the topics of " + partitions, e);
        }
    }
}
