package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;

import io.deliverytracking.broker.log.compaction.CleanerConfig;
import io.deliverytracking.broker.log.scrub.ScrubConfig;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;

/**
 * What is done with all logs from time to time, and how much of the machine it may take. Apache Kafka: ServerLogConfigs,
 * CleanerConfig, ProducerStateManagerConfig.
 *
 * <p>None of them can be changed while the broker runs.
 */
final class HousekeepingProperties {

    static final String LOG_RETENTION_CHECK_INTERVAL_MS = "log.retention.check.interval.ms";
    static final String LOG_FLUSH_SCHEDULER_INTERVAL_MS = "log.flush.scheduler.interval.ms";
    static final String LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS = "log.flush.offset.checkpoint.interval.ms";
    static final String PRODUCER_ID_EXPIRATION_MS = "producer.id.expiration.ms";
    static final String PRODUCER_ID_EXPIRATION_CHECK_INTERVAL_MS = "producer.id.expiration.check.interval.ms";
    static final String LOG_CLEANER_ENABLE = "log.cleaner.enable";
    static final String LOG_CLEANER_THREADS = "log.cleaner.threads";
    static final String LOG_CLEANER_BACKOFF_MS = "log.cleaner.backoff.ms";
    static final String LOG_CLEANER_DEDUPE_BUFFER_SIZE = "log.cleaner.dedupe.buffer.size";
    static final String LOG_CLEANER_IO_BUFFER_LOAD_FACTOR = "log.cleaner.io.buffer.load.factor";
    static final String LOG_CLEANER_IO_MAX_BYTES_PER_SECOND = "log.cleaner.io.max.bytes.per.second";
    static final String LOG_SCRUB_BYTES_PER_SECOND = "log.scrub.bytes.per.second";
    static final String LOG_SCRUB_INTERVAL_MS = "log.scrub.interval.ms";

    private HousekeepingProperties() {}

    /** Adds them to {@code definition}: type, default, limits, importance, meaning. */
    static void addTo(ConfigDef definition) {
        definition
                .define(
                        LOG_RETENTION_CHECK_INTERVAL_MS,
                        LONG,
                        Duration.ofMinutes(5).toMillis(),
                        atLeast(1),
                        MEDIUM,
                        "How often retention looks for segments to delete.")
                .define(
                        LOG_FLUSH_SCHEDULER_INTERVAL_MS,
                        LONG,
                        Long.MAX_VALUE,
                        atLeast(1),
                        HIGH,
                        "How often the flusher looks; also log.flush.interval.ms when that is not set.")
                .define(
                        LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS,
                        LONG,
                        60_000L,
                        atLeast(1),
                        HIGH,
                        "How often recovery points and log start offsets are written down.")
                .define(
                        PRODUCER_ID_EXPIRATION_MS,
                        INT,
                        86_400_000,
                        atLeast(1),
                        LOW,
                        "A producer id silent for this long is forgotten.")
                .define(
                        PRODUCER_ID_EXPIRATION_CHECK_INTERVAL_MS,
                        INT,
                        600_000,
                        atLeast(1),
                        LOW,
                        "How often silent producer ids are looked for.")
                .define(LOG_CLEANER_ENABLE, BOOLEAN, true, MEDIUM, "Compact topics whose cleanup.policy says so.")
                .define(
                        LOG_CLEANER_THREADS,
                        INT,
                        1,
                        between(1, 1),
                        MEDIUM,
                        "How many logs are compacted at a time. Unlike Apache Kafka: one is all there is; its steps run"
                                + " on the background threads, between other work.")
                .define(
                        LOG_CLEANER_BACKOFF_MS,
                        LONG,
                        15_000L,
                        atLeast(1),
                        MEDIUM,
                        "How often logs are looked over for something to compact.")
                .define(
                        LOG_CLEANER_DEDUPE_BUFFER_SIZE,
                        LONG,
                        CleanerConfig.DEFAULT_DEDUPE_BUFFER_BYTES,
                        atLeast(1024),
                        MEDIUM,
                        "Memory for the keys of one round, 24 bytes each, taken while it lasts and as it is needed;"
                                + " a log with more new keys takes more rounds. Unlike Apache Kafka: 16 MiB, not 128.")
                .define(
                        LOG_CLEANER_IO_BUFFER_LOAD_FACTOR,
                        DOUBLE,
                        0.9,
                        between(0.01, 1.0),
                        MEDIUM,
                        "How full that memory may get.")
                .define(
                        LOG_CLEANER_IO_MAX_BYTES_PER_SECOND,
                        DOUBLE,
                        Double.MAX_VALUE,
                        atLeast(1),
                        MEDIUM,
                        "What compaction may read and write a second.")
                .define(
                        LOG_SCRUB_BYTES_PER_SECOND,
                        LONG,
                        ScrubConfig.DEFAULT.bytesPerSecond(),
                        atLeast(0),
                        LOW,
                        "How fast closed segments are read again, to find what the disk has changed; 0 not at all (the"
                                + " broker's own property).")
                .define(
                        LOG_SCRUB_INTERVAL_MS,
                        LONG,
                        ScrubConfig.DEFAULT.intervalMs(),
                        atLeast(1),
                        LOW,
                        "How long after the start, and after the beginning of the last time, that begins (the broker's"
                                + " own property).");
    }
}
