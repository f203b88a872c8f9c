package io.deliverytracking.broker.log;

import io.deliverytracking.broker.log.ConfigKey.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The topic properties that the log understands, with Apache Kafka's names, defaults and lower bounds.
 *
 * <p>Source: Kafka's documentation of topic configurations; KIP-1030 (lower bounds since 4.0).
 */
public final class LogConfigKeys {

    public static final String SEGMENT_BYTES = "segment.bytes";
    public static final String INTERNAL_SEGMENT_BYTES = "internal.segment.bytes";
    public static final String SEGMENT_MS = "segment.ms";
    public static final String SEGMENT_JITTER_MS = "segment.jitter.ms";
    public static final String SEGMENT_INDEX_BYTES = "segment.index.bytes";
    public static final String INDEX_INTERVAL_BYTES = "index.interval.bytes";
    public static final String RETENTION_MS = "retention.ms";
    public static final String RETENTION_BYTES = "retention.bytes";
    public static final String MAX_MESSAGE_BYTES = "max.message.bytes";
    public static final String FLUSH_MESSAGES = "flush.messages";
    public static final String FLUSH_MS = "flush.ms";
    public static final String FILE_DELETE_DELAY_MS = "file.delete.delay.ms";
    public static final String CLEANUP_POLICY = "cleanup.policy";
    public static final String COMPRESSION_TYPE = "compression.type";
    public static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    public static final String MESSAGE_TIMESTAMP_TYPE = "message.timestamp.type";
    public static final String MESSAGE_TIMESTAMP_BEFORE_MAX_MS = "message.timestamp.before.max.ms";
    public static final String MESSAGE_TIMESTAMP_AFTER_MAX_MS = "message.timestamp.after.max.ms";
    public static final String DELETE_RETENTION_MS = "delete.retention.ms";
    public static final String MIN_COMPACTION_LAG_MS = "min.compaction.lag.ms";
    public static final String MAX_COMPACTION_LAG_MS = "max.compaction.lag.ms";
    public static final String MIN_CLEANABLE_DIRTY_RATIO = "min.cleanable.dirty.ratio";

    public static final String PREALLOCATE = "preallocate";
    public static final String UNCLEAN_LEADER_ELECTION_ENABLE = "unclean.leader.election.enable";

    private static final String UNLIMITED = Long.toString(Long.MAX_VALUE);
    private static final String ONE_DAY_MS = Long.toString(24L * 60 * 60 * 1000);
    private static final String SEVEN_DAYS_MS = Long.toString(7 * 24L * 60 * 60 * 1000);

    private static final List<ConfigKey> ALL = List.of(
            new ConfigKey(
                    SEGMENT_BYTES,
                    Type.INT,
                    Integer.toString(1024 * 1024 * 1024),
                    1024 * 1024,
                    "log.segment.bytes",
                    "Size at which a new segment is started. Retention deletes whole segments."),
            new ConfigKey(
                    SEGMENT_MS,
                    Type.LONG,
                    SEVEN_DAYS_MS,
                    1,
                    "log.roll.ms",
                    "Age at which a new segment is started though the old one is not full."),
            new ConfigKey(
                    SEGMENT_JITTER_MS,
                    Type.LONG,
                    "0",
                    0,
                    "log.roll.jitter.ms",
                    "Greatest random amount taken off segment.ms, so that segments don't all roll together."),
            new ConfigKey(
                    SEGMENT_INDEX_BYTES,
                    Type.INT,
                    Integer.toString(10 * 1024 * 1024),
                    4,
                    "log.index.size.max.bytes",
                    "Size of an index at which a new segment is started. Nothing is allocated ahead."),
            new ConfigKey(
                    INDEX_INTERVAL_BYTES,
                    Type.INT,
                    "4096",
                    0,
                    "log.index.interval.bytes",
                    "Bytes of log between two index entries."),
            new ConfigKey(
                    RETENTION_MS,
                    Type.LONG,
                    SEVEN_DAYS_MS,
                    -1,
                    "log.retention.ms",
                    "How long records are kept, by their timestamp; -1 keeps them for ever."),
            new ConfigKey(
                    RETENTION_BYTES,
                    Type.LONG,
                    "-1",
                    -1,
                    "log.retention.bytes",
                    "How large a partition may grow before its oldest segments go; -1 for no limit."),
            new ConfigKey(
                    MAX_MESSAGE_BYTES,
                    Type.INT,
                    Integer.toString(1024 * 1024 + 12),
                    0,
                    "message.max.bytes",
                    "The largest record batch that a producer may send."),
            new ConfigKey(
                    FLUSH_MESSAGES,
                    Type.LONG,
                    UNLIMITED,
                    1,
                    "log.flush.interval.messages",
                    "How many records may be appended before the log is forced to disk."),
            new ConfigKey(
                    FLUSH_MS,
                    Type.LONG,
                    UNLIMITED,
                    0,
                    "log.flush.interval.ms",
                    "How long a record may stay in the page cache before the log is forced to disk."),
            new ConfigKey(
                    FILE_DELETE_DELAY_MS,
                    Type.LONG,
                    "60000",
                    0,
                    "log.segment.delete.delay.ms",
                    "How long a retired file stays, renamed, before it is unlinked."),
            new ConfigKey(
                    CLEANUP_POLICY,
                    Type.LIST,
                    "delete",
                    Long.MIN_VALUE,
                    "log.cleanup.policy",
                    "delete: retention retires old segments. compact: of each key the latest record is kept. Or both,"
                            + " or neither: the log is kept."),
            new ConfigKey(
                    COMPRESSION_TYPE,
                    Type.STRING,
                    "producer",
                    Long.MIN_VALUE,
                    "compression.type",
                    "producer: batches are stored as they came. Anything else: the broker brings them into that codec."),
            new ConfigKey(
                    MIN_INSYNC_REPLICAS,
                    Type.INT,
                    "1",
                    1,
                    "min.insync.replicas",
                    "In-sync replicas that an append with acks=all needs."),
            new ConfigKey(
                    MESSAGE_TIMESTAMP_TYPE,
                    Type.STRING,
                    "CreateTime",
                    Long.MIN_VALUE,
                    "log.message.timestamp.type",
                    "CreateTime: the producer's. LogAppendTime: the broker's, at appending."),
            new ConfigKey(
                    MESSAGE_TIMESTAMP_BEFORE_MAX_MS,
                    Type.LONG,
                    UNLIMITED,
                    0,
                    "log.message.timestamp.before.max.ms",
                    "How far behind the broker's clock a producer's timestamp may be."),
            new ConfigKey(
                    MESSAGE_TIMESTAMP_AFTER_MAX_MS,
                    Type.LONG,
                    "3600000",
                    0,
                    "log.message.timestamp.after.max.ms",
                    "How far ahead of the broker's clock a producer's timestamp may be."),
            new ConfigKey(
                    DELETE_RETENTION_MS,
                    Type.LONG,
                    ONE_DAY_MS,
                    0,
                    "log.cleaner.delete.retention.ms",
                    "Compaction: how long a tombstone is kept after it was first seen there."),
            new ConfigKey(
                    MIN_COMPACTION_LAG_MS,
                    Type.LONG,
                    "0",
                    0,
                    "log.cleaner.min.compaction.lag.ms",
                    "Compaction: how long a record stays uncompacted at least."),
            new ConfigKey(
                    MAX_COMPACTION_LAG_MS,
                    Type.LONG,
                    UNLIMITED,
                    1,
                    "log.cleaner.max.compaction.lag.ms",
                    "Compaction: how long a record may stay uncompacted at most."),
            new ConfigKey(
                    MIN_CLEANABLE_DIRTY_RATIO,
                    Type.DOUBLE,
                    "0.5",
                    0,
                    "log.cleaner.min.cleanable.ratio",
                    "Compaction: how much of a log must be dirty before it is compacted."),
            new ConfigKey(
                    PREALLOCATE,
                    Type.BOOLEAN,
                    "false",
                    Long.MIN_VALUE,
                    "log.preallocate",
                    "Kept, without effect here: a segment's file grows as it is written."),
            new ConfigKey(
                    UNCLEAN_LEADER_ELECTION_ENABLE,
                    Type.BOOLEAN,
                    "false",
                    Long.MIN_VALUE,
                    "unclean.leader.election.enable",
                    "Kept, without effect here: the only replica of a partition is in sync, and no other could lead."));

    private static final Map<String, ConfigKey> BY_NAME = byName();

    private LogConfigKeys() {}

    /** All keys, in a fixed order. */
    public static List<ConfigKey> all() {
        return ALL;
    }

    /** The key {@code name}, or null if the log has no such property. */
    public static @Nullable ConfigKey find(String name) {
        return BY_NAME.get(name);
    }

    /**
     * The topic-level defaults that a broker's properties set, for example {@code log.segment.bytes} for
     * {@code segment.bytes}. {@code log.retention.ms} goes before {@code .minutes} and {@code .hours}, and
     * {@code log.roll.ms} before {@code .hours}, as in Kafka. Properties of other concerns are passed over.
     */
    public static Map<String, String> topicDefaults(Map<String, String> brokerProperties) {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (ConfigKey key : ALL) {
            String value = brokerProperties.get(key.brokerSynonym());
            if (value != null) {
                defaults.put(key.name(), value.trim());
            }
        }
        coarser(brokerProperties, defaults, RETENTION_MS, "log.retention.minutes", 60_000L);
        coarser(brokerProperties, defaults, RETENTION_MS, "log.retention.hours", 3_600_000L);
        coarser(brokerProperties, defaults, SEGMENT_MS, "log.roll.hours", 3_600_000L);
        coarser(brokerProperties, defaults, SEGMENT_JITTER_MS, "log.roll.jitter.hours", 3_600_000L);
        return defaults;
    }

    private static void coarser(
            Map<String, String> broker, Map<String, String> defaults, String key, String synonym, long unitMs) {
        String value = broker.get(synonym);
        if (value == null || defaults.containsKey(key)) {
            return;
        }
        try {
            long units = Long.parseLong(value.trim());
            defaults.put(key, Long.toString(units < 0 ? -1 : Math.multiplyExact(units, unitMs)));
        } catch (NumberFormatException e) {
            throw new InvalidLogConfigException(synonym, value, "not a number");
        } catch (ArithmeticException e) {
            throw new InvalidLogConfigException(synonym, value, "too large");
        }
    }

    private static Map<String, ConfigKey> byName() {
        Map<String, ConfigKey> keys = new LinkedHashMap<>();
        for (ConfigKey key : ALL) {
            keys.put(key.name(), key);
        }
        return Collections.unmodifiableMap(keys);
    }
}
