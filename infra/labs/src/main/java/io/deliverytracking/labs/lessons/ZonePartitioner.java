package io.deliverytracking.labs.lessons;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Sends what happens in a zone of the city into the zone's partition. Keys are {@code zone/rider}.
 *
 * <p>Threading: a producer asks from any thread that sends; there is nothing here to share.
 */
public final class ZonePartitioner implements Partitioner {

    private static final List<String> ZONES = List.of("north", "south", "east", "west");

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        String zone = String.valueOf(key).split("/", 2)[0];
        int number = ZONES.indexOf(zone);
        if (number < 0) {
            throw new IllegalArgumentException("the key '" + key + "' begins with no zone of " + ZONES);
        }
        return number % cluster.partitionCountForTopic(topic);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Four zones are four zones.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
