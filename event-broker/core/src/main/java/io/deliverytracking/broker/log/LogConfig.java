package io.deliverytracking.broker.log;

import static io.deliverytracking.broker.log.LogConfigKeys.CLEANUP_POLICY;
import static io.deliverytracking.broker.log.LogConfigKeys.COMPRESSION_TYPE;
import static io.deliverytracking.broker.log.LogConfigKeys.DELETE_RETENTION_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.FILE_DELETE_DELAY_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.FLUSH_MESSAGES;
import static io.deliverytracking.broker.log.LogConfigKeys.FLUSH_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.INDEX_INTERVAL_BYTES;
import static io.deliverytracking.broker.log.LogConfigKeys.INTERNAL_SEGMENT_BYTES;
import static io.deliverytracking.broker.log.LogConfigKeys.MAX_COMPACTION_LAG_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.MAX_MESSAGE_BYTES;
import static io.deliverytracking.broker.log.LogConfigKeys.MESSAGE_TIMESTAMP_AFTER_MAX_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.MESSAGE_TIMESTAMP_BEFORE_MAX_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.MESSAGE_TIMESTAMP_TYPE;
import static io.deliverytracking.broker.log.LogConfigKeys.MIN_CLEANABLE_DIRTY_RATIO;
import static io.deliverytracking.broker.log.LogConfigKeys.MIN_COMPACTION_LAG_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.MIN_INSYNC_REPLICAS;
import static io.deliverytracking.broker.log.LogConfigKeys.PREALLOCATE;
import static io.deliverytracking.broker.log.LogConfigKeys.RETENTION_BYTES;
import static io.deliverytracking.broker.log.LogConfigKeys.RETENTION_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.SEGMENT_BYTES;
import static io.deliverytracking.broker.log.LogConfigKeys.SEGMENT_INDEX_BYTES;
import static io.deliverytracking.broker.log.LogConfigKeys.SEGMENT_JITTER_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.SEGMENT_MS;
import static io.deliverytracking.broker.log.LogConfigKeys.UNCLEAN_LEADER_ELECTION_ENABLE;

import io.deliverytracking.broker.record.MessageTimestampType;
import io.deliverytracking.broker.record.StoredCompression;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How one partition's log behaves: the topic's properties, validated, over the broker's defaults.
 *
 * <p>{@code cleanup.policy=compact} (alone) switches retention off: such a topic never loses the last value of a key. With
 * {@code compact,delete} retention works as with {@code delete}. An empty one does neither: the log is kept until its
 * records are deleted by DeleteRecords.
 *
 * @param segmentBytes size at which the active segment is rolled
 * @param segmentMs age at which it is rolled, by record timestamps
 * @param segmentJitterMs greatest random amount taken off {@code segmentMs}
 * @param segmentIndexBytes size of an index at which the segment is rolled
 * @param indexIntervalBytes bytes of log between two index entries
 * @param retentionMs age at which a segment is retired, by its greatest record timestamp; -1 never
 * @param retentionBytes size of the log above which the oldest segments are retired; -1 never
 * @param maxMessageBytes the largest batch a client may append
 * @param flushMessages records that may wait for a flush
 * @param flushMs time that they may wait
 * @param fileDeleteDelayMs time between renaming a retired file and unlinking it
 * @param compression in which codec batches are stored
 * @param timestampType whose timestamps records carry
 * @param timestampBeforeMaxMs how far a producer's timestamp may be behind the wall clock
 * @param timestampAfterMaxMs how far it may be ahead
 * @param compact whether {@code cleanup.policy} names compact: records need keys, and of each key the latest is kept
 * @param deleteRetentionMs how long compaction keeps a tombstone after it first saw it
 * @param minCompactionLagMs how old a record must be before it is compacted away
 * @param maxCompactionLagMs how old a record may be before it must have been looked at
 * @param minCleanableDirtyRatio how much of a log must be new before it is compacted
 * @param delete whether it names delete: retention is on
 * @param minInsyncReplicas {@code min.insync.replicas}; for the replication layer
 */
public record LogConfig(
        int segmentBytes,
        long segmentMs,
        long segmentJitterMs,
        int segmentIndexBytes,
        int indexIntervalBytes,
        long retentionMs,
        long retentionBytes,
        int maxMessageBytes,
        long flushMessages,
        long flushMs,
        long fileDeleteDelayMs,
        StoredCompression compression,
        MessageTimestampType timestampType,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        boolean compact,
        long deleteRetentionMs,
        long minCompactionLagMs,
        long maxCompactionLagMs,
        double minCleanableDirtyRatio,
        boolean delete,
        int minInsyncReplicas) {

    /** Apache Kafka's defaults. */
    public static final LogConfig DEFAULT = fromProperties(Map.of());

    /**
     * Reads topic properties; what is missing has Apache Kafka's default.
     *
     * @throws InvalidLogConfigException naming the first unknown property or bad value
     */
    public static LogConfig fromProperties(Map<String, String> topicProperties) {
        return fromProperties(Map.of(), topicProperties);
    }

    /**
     * Reads topic properties over the broker's defaults.
     *
     * @param defaults by topic-level name, see {@link LogConfigKeys#topicDefaults}
     * @throws InvalidLogConfigException naming the first unknown property or bad value
     */
    public static LogConfig fromProperties(Map<String, String> defaults, Map<String, String> topicProperties) {
        Map<String, String> merged = new LinkedHashMap<>(defaults);
        merged.putAll(topicProperties);
        LogConfigValues values = new LogConfigValues(merged);
        LogConfig config = new LogConfig(
                merged.containsKey(INTERNAL_SEGMENT_BYTES)
                        ? values.intValueAtLeast(INTERNAL_SEGMENT_BYTES, 1)
                        : values.intValue(SEGMENT_BYTES),
                values.longValue(SEGMENT_MS),
                values.longValue(SEGMENT_JITTER_MS),
                values.intValue(SEGMENT_INDEX_BYTES),
                values.intValue(INDEX_INTERVAL_BYTES),
                values.longValue(RETENTION_MS),
                values.longValue(RETENTION_BYTES),
                values.intValue(MAX_MESSAGE_BYTES),
                values.longValue(FLUSH_MESSAGES),
                values.longValue(FLUSH_MS),
                values.longValue(FILE_DELETE_DELAY_MS),
                compression(values),
                timestampType(values),
                values.longValue(MESSAGE_TIMESTAMP_BEFORE_MAX_MS),
                values.longValue(MESSAGE_TIMESTAMP_AFTER_MAX_MS),
                cleanupPolicies(values).contains("compact"),
                values.longValue(DELETE_RETENTION_MS),
                values.longValue(MIN_COMPACTION_LAG_MS),
                values.longValue(MAX_COMPACTION_LAG_MS),
                values.ratioValue(MIN_CLEANABLE_DIRTY_RATIO),
                cleanupPolicies(values).contains("delete"),
                values.intValue(MIN_INSYNC_REPLICAS));
        checkCompactionLag(values);
        checkWithoutEffect(values);
        return config;
    }

    private static MessageTimestampType timestampType(LogConfigValues values) {
        String value = values.stringValue(MESSAGE_TIMESTAMP_TYPE);
        try {
            return MessageTimestampType.ofConfigValue(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidLogConfigException(
                    MESSAGE_TIMESTAMP_TYPE, value, "String must be one of: CreateTime, LogAppendTime");
        }
    }

    private static Set<String> cleanupPolicies(LogConfigValues values) {
        String value = values.stringValue(CLEANUP_POLICY);
        Set<String> policies = new LinkedHashSet<>();
        if (value.isEmpty()) {
            return policies;
        }
        for (String part : value.split(",", -1)) {
            String policy = part.trim();
            if (!policy.equals("compact") && !policy.equals("delete")) {
                throw new InvalidLogConfigException(CLEANUP_POLICY, value, "String must be one of: compact, delete");
            }
            policies.add(policy);
        }
        return policies;
    }

    private static StoredCompression compression(LogConfigValues values) {
        String value = values.stringValue(COMPRESSION_TYPE);
        try {
            return StoredCompression.ofConfigValue(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidLogConfigException(COMPRESSION_TYPE, value, String.valueOf(e.getMessage()));
        }
    }

    /** What is stored and described, and changes nothing here, has to be well-formed all the same. */
    private static void checkWithoutEffect(LogConfigValues values) {
        values.requireBoolean(PREALLOCATE);
        values.requireBoolean(UNCLEAN_LEADER_ELECTION_ENABLE);
    }

    private static void checkCompactionLag(LogConfigValues values) {
        long min = values.longValue(MIN_COMPACTION_LAG_MS);
        long max = values.longValue(MAX_COMPACTION_LAG_MS);
        if (min > max) {
            throw new InvalidLogConfigException(
                    MIN_COMPACTION_LAG_MS,
                    Long.toString(min),
                    "must not exceed " + MAX_COMPACTION_LAG_MS + " (" + max + ")");
        }
    }
}
