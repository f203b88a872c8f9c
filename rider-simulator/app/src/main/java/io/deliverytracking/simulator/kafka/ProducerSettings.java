package io.deliverytracking.simulator.kafka;

import io.deliverytracking.service.trace.Tracing;
import io.deliverytracking.simulator.config.SimulatorConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's configuration: idempotent wherever acks allow it, patient enough for a broker that restarts. */
final class ProducerSettings {

    /** Often enough that a restarted broker is found at once, seldom enough not to matter. */
    private static final int MAX_RECONNECT_BACKOFF_MS = 500;

    private ProducerSettings() {}

    static Map<String, Object> of(String bootstrapServers, SimulatorConfig.Producer producer, int acks) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "rider-simulator");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, acks == -1 ? "all" : Integer.toString(acks));
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks == -1);
        if (acks != -1) {
            // Without idempotence a retry after a lost acknowledgement would store the event twice.
            settings.put(ProducerConfig.RETRIES_CONFIG, 0);
        }
        settings.put(ProducerConfig.LINGER_MS_CONFIG, producer.lingerMs());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, producer.batchSize());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, producer.bufferMemory());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, producer.compressionType());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, producer.requestTimeoutMs());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, producer.deliveryTimeoutMs());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, producer.maxBlockMs());
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF_MS);
        // The default, rebootstrap, forgets the topics as soon as no broker answers, and then send() blocks for an
        // answer:
        // a sender that blocks can't say that it falls behind.
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        settings.put(ProducerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(ProducerConfig.SEND_BUFFER_CONFIG, -1);
        settings.putAll(Tracing.producerSettings());
        return settings;
    }
}
