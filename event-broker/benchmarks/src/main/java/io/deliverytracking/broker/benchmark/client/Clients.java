package io.deliverytracking.broker.benchmark.client;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Settings of the official clients, the same for both brokers. Stateless. */
public final class Clients {

    /** As our own services read: with fewer a poll, the client's work a poll would be most of what is measured. */
    private static final int RECORDS_A_POLL = 5_000;

    private static final int GIVE_UP_MS = 45_000;

    private Clients() {}

    /** What every client has: the default receive buffer of 64 KB stalls consumers for 200 ms at some settings, with any broker. */
    private static Map<String, Object> common(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(CommonClientConfigs.SEND_BUFFER_CONFIG, -1);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return settings;
    }

    static Map<String, Object> admin(String bootstrapServers) {
        return common(bootstrapServers);
    }

    /** Idempotent where {@code acks} is all, as by default. */
    public static Map<String, Object> producer(String bootstrapServers, String acks, int lingerMs) {
        Map<String, Object> settings = common(bootstrapServers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, acks);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks.equals("all"));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, lingerMs);
        // A record that takes longer ends the row all the same, and sooner.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_MS);
        return settings;
    }

    static Map<String, Object> consumer(String bootstrapServers, String group) {
        Map<String, Object> settings = common(bootstrapServers);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_A_POLL);
        // Every second, as lag everywhere in this project is told.
        settings.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, 1_000);
        return settings;
    }
}
