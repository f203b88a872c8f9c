package io.deliverytracking.service.reading;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.Config;

/**
 * What a channel's properties say to somebody who reads it without the connector.
 *
 * @param channel its name
 * @param topics what is read
 * @param pollTimeout the longest wait of a poll for records
 * @param client for the consumer: all that Kafka knows of {@code mp.messaging.incoming.<channel>.*}, over {@code kafka.*}
 */
public record ChannelSettings(String channel, List<String> topics, Duration pollTimeout, Map<String, Object> client) {

    /** @param kafka what {@code kafka.*} says, for all clients of the application */
    public static ChannelSettings of(String channel, Config config, Map<String, Object> kafka) {
        String prefix = "mp.messaging.incoming." + channel + '.';
        Map<String, Object> client = new HashMap<>(kafka);
        for (String name : ConsumerConfig.configNames()) {
            config.getOptionalValue(prefix + name, String.class).ifPresent(value -> client.put(name, value));
        }
        client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new ChannelSettings(
                channel,
                List.copyOf(config.getValues(prefix + "topics", String.class)),
                Duration.ofMillis(config.getValue(prefix + "poll-timeout", Long.class)),
                client);
    }
}
