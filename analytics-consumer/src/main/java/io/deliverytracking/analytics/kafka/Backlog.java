package io.deliverytracking.analytics.kafka;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions go on behind the position of the client, by what it knows without asking: the end that came with the last
 * fetch. Of a partition that was never fetched it knows nothing.
 *
 * <p>Stateless; on the client's polling thread.
 */
final class Backlog {

    private Backlog() {}

    static Set<TopicPartition> of(Consumer<?, ?> consumer) {
        return consumer.assignment().stream()
                .filter(partition -> consumer.currentLag(partition).orElse(0) > 0)
                .collect(Collectors.toSet());
    }
}
