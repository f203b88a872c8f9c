package io.deliverytracking.loadtest.application.way;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer's settings: those of the rider simulator, but for what an arm of the load test decides. */
final class LogProducer {

    static final int BATCH_BYTES = 65_536;

    /**
     * How long a send may block, should the buffer be full after all. Short, because the load waits meanwhile; long enough to be rare
     * as an error.
     */
    private static final long MAX_BLOCK_MS = 1_000;

    /** How long an event may wait for its acknowledgement, restarts of the broker included. */
    private static final int DELIVERY_TIMEOUT_MS = 600_000;

    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private static final int MAX_RECONNECT_BACKOFF_MS = 500;

    private LogProducer() {}

    static Map<String, Object> settings(String bootstrapServers, WayOfWriting.Log way, long bufferBytes) {
        boolean idempotent = way.acks().equals("all");
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "load-test-application");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, way.acks());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, idempotent);
        if (!idempotent) {
            // A retry after a lost acknowledgement would store the event twice.
            settings.put(ProducerConfig.RETRIES_CONFIG, 0);
        }
        settings.put(ProducerConfig.LINGER_MS_CONFIG, way.lingerMs());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, MAX_RECONNECT_BACKOFF_MS);
        // The default, rebootstrap, forgets the topic as soon as no broker answers, and then a send blocks.
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        settings.put(ProducerConfig.RECEIVE_BUFFER_CONFIG, -1);
        settings.put(ProducerConfig.SEND_BUFFER_CONFIG, -1);
        return settings;
    }
}
