package io.deliverytracking.dbwriter.kafka;

import io.deliverytracking.dbwriter.config.DbWriterConfig;
import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;

/**
 * Gives the ingest's consumer what a properties file can't: sizes and times from {@link DbWriterConfig}, and the
 * interceptor with the tracker that it reports to.
 */
@ApplicationScoped
public class ConsumerSettings implements ClientCustomizer<Map<String, Object>> {
    /** A backlog comes in polls of at most this size: two are in memory at a time. */
    private static final int FETCH_MAX_BYTES = 8 * 1024 * 1024;

    private final DbWriterConfig settings;
    private final ReadTracker tracker;
    private final LoudStop loudStop;

    public ConsumerSettings(DbWriterConfig settings, ReadTracker tracker, LoudStop loudStop) {
        this.settings = settings;
        this.tracker = tracker;
        this.loudStop = loudStop;
    }

    @Override
    public Map<String, Object> customize(String channel, Config channelConfig, Map<String, Object> config) {
        if (!channel.equals(IngestChannel.CHANNEL)) {
            return config;
        }
        Map<String, Object> customized = new HashMap<>(config);
        DbWriterConfig.Ingest ingest = settings.ingest();
        customized.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(ingest.maxRecords()));
        customized.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, Integer.toString(ingest.lingerBytes()));
        customized.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Long.toString(ingest.linger().toMillis()));
        customized.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(FETCH_MAX_BYTES));
        customized.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Long.toString(ingest.maxPollInterval().toMillis()));
        ingest.instanceId().ifPresent(id -> customized.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        customized.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ReadTrackingInterceptor.class.getName());
        customized.put(ReadTrackingInterceptor.TRACKER, tracker);
        customized.put(ReadTrackingInterceptor.LOUD_STOP, loudStop);
        return customized;
    }
}
