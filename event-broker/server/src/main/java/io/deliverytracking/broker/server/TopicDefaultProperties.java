package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * What holds for a topic that says nothing itself: each stands for a topic's own property, which is named so without
 * {@code log.} or much the same ({@link io.deliverytracking.broker.log.LogConfigKeys} has the pairs). Apache Kafka:
 * ServerLogConfigs and, for compaction, CleanerConfig.
 *
 * <p>All of them can be changed while the broker runs, for this broker or for all, but for those in minutes and hours:
 * they say the same as one in milliseconds, which goes first.
 */
final class TopicDefaultProperties {

    static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    static final String UNCLEAN_LEADER_ELECTION_ENABLE = "unclean.leader.election.enable";
    static final String COMPRESSION_TYPE = "compression.type";
    static final String MESSAGE_MAX_BYTES = "message.max.bytes";
    static final String LOG_CLEANUP_POLICY = "log.cleanup.policy";
    static final String LOG_PREALLOCATE = "log.preallocate";
    static final String LOG_SEGMENT_BYTES = "log.segment.bytes";
    static final String LOG_ROLL_MS = "log.roll.ms";
    static final String LOG_ROLL_HOURS = "log.roll.hours";
    static final String LOG_RETENTION_MS = "log.retention.ms";
    static final String LOG_RETENTION_MINUTES = "log.retention.minutes";
    static final String LOG_RETENTION_HOURS = "log.retention.hours";
    static final String LOG_RETENTION_BYTES = "log.retention.bytes";
    static final String LOG_SEGMENT_DELETE_DELAY_MS = "log.segment.delete.delay.ms";
    static final String LOG_INDEX_INTERVAL_BYTES = "log.index.interval.bytes";
    static final String LOG_INDEX_SIZE_MAX_BYTES = "log.index.size.max.bytes";
    static final String LOG_FLUSH_INTERVAL_MESSAGES = "log.flush.interval.messages";
    static final String LOG_FLUSH_INTERVAL_MS = "log.flush.interval.ms";
    static final String LOG_MESSAGE_TIMESTAMP_TYPE = "log.message.timestamp.type";
    static final String LOG_MESSAGE_TIMESTAMP_BEFORE_MAX_MS = "log.message.timestamp.before.max.ms";
    static final String LOG_MESSAGE_TIMESTAMP_AFTER_MAX_MS = "log.message.timestamp.after.max.ms";
    static final String LOG_CLEANER_MIN_CLEANABLE_RATIO = "log.cleaner.min.cleanable.ratio";
    static final String LOG_CLEANER_DELETE_RETENTION_MS = "log.cleaner.delete.retention.ms";
    static final String LOG_CLEANER_MIN_COMPACTION_LAG_MS = "log.cleaner.min.compaction.lag.ms";
    static final String LOG_CLEANER_MAX_COMPACTION_LAG_MS = "log.cleaner.max.compaction.lag.ms";

    private static final int MIB = 1024 * 1024;

    private TopicDefaultProperties() {}

    /** Adds them to {@code definition}: type, default, limits, importance, meaning. */
    static void addTo(ConfigDef definition) {
        definition
                .define(
                        MIN_INSYNC_REPLICAS,
                        INT,
                        1,
                        atLeast(1),
                        HIGH,
                        "acks=all is refused with fewer replicas in sync.")
                .define(
                        UNCLEAN_LEADER_ELECTION_ENABLE,
                        BOOLEAN,
                        false,
                        HIGH,
                        "Kept, without effect here: the only replica of a partition is in sync, and no other could lead.")
                .define(
                        COMPRESSION_TYPE,
                        STRING,
                        "producer",
                        ValidString.in("producer", "uncompressed", "gzip", "snappy", "lz4", "zstd"),
                        HIGH,
                        "The codec batches are stored in; producer keeps what was sent.")
                .define(MESSAGE_MAX_BYTES, INT, MIB + 12, atLeast(0), HIGH, "The largest batch accepted.")
                .define(
                        LOG_CLEANUP_POLICY,
                        LIST,
                        "delete",
                        MEDIUM,
                        "delete drops old segments, compact keeps each key's latest record; both may be named, or none.")
                .define(
                        LOG_PREALLOCATE,
                        BOOLEAN,
                        false,
                        MEDIUM,
                        "Kept, without effect here: a segment's file grows as it is written.")
                .define(LOG_SEGMENT_BYTES, INT, 1024 * MIB, atLeast(14), HIGH, "A segment is closed at this size.")
                .define(LOG_ROLL_MS, LONG, null, HIGH, "A segment is closed at this age; before log.roll.hours.")
                .define(LOG_ROLL_HOURS, INT, 168, atLeast(1), HIGH, "A segment is closed at this age.")
                .define(LOG_RETENTION_MS, LONG, null, HIGH, "Records older than this are deleted; -1 keeps them.")
                .define(LOG_RETENTION_MINUTES, INT, null, HIGH, "As log.retention.ms, which goes first.")
                .define(
                        LOG_RETENTION_HOURS,
                        INT,
                        168,
                        HIGH,
                        "As log.retention.ms and log.retention.minutes, which go first.")
                .define(LOG_RETENTION_BYTES, LONG, -1L, HIGH, "A partition larger than this loses its oldest segments.")
                .define(
                        LOG_SEGMENT_DELETE_DELAY_MS,
                        LONG,
                        60_000L,
                        atLeast(0),
                        MEDIUM,
                        "How long a deleted segment's file stays, for reads under way.")
                .define(LOG_INDEX_INTERVAL_BYTES, INT, 4096, atLeast(0), MEDIUM, "Bytes of log between index entries.")
                .define(LOG_INDEX_SIZE_MAX_BYTES, INT, 10 * MIB, atLeast(4), MEDIUM, "The largest offset index.")
                .define(
                        LOG_FLUSH_INTERVAL_MESSAGES,
                        LONG,
                        Long.MAX_VALUE,
                        atLeast(1),
                        HIGH,
                        "Force a partition to disk after so many records.")
                .define(LOG_FLUSH_INTERVAL_MS, LONG, null, HIGH, "Force a partition to disk after this time.")
                .define(
                        LOG_MESSAGE_TIMESTAMP_TYPE,
                        STRING,
                        "CreateTime",
                        ValidString.in("CreateTime", "LogAppendTime"),
                        MEDIUM,
                        "Whose clock a record's timestamp is.")
                .define(
                        LOG_MESSAGE_TIMESTAMP_BEFORE_MAX_MS,
                        LONG,
                        Long.MAX_VALUE,
                        atLeast(0),
                        MEDIUM,
                        "A record may be this much older than the broker's clock.")
                .define(
                        LOG_MESSAGE_TIMESTAMP_AFTER_MAX_MS,
                        LONG,
                        Duration.ofHours(1).toMillis(),
                        atLeast(0),
                        MEDIUM,
                        "A record may be this much ahead of the broker's clock.")
                .define(
                        LOG_CLEANER_MIN_CLEANABLE_RATIO,
                        DOUBLE,
                        0.5,
                        between(0, 1),
                        MEDIUM,
                        "How much of a log must be new before it is compacted.")
                .define(
                        LOG_CLEANER_DELETE_RETENTION_MS,
                        LONG,
                        Duration.ofDays(1).toMillis(),
                        atLeast(0),
                        MEDIUM,
                        "How long compaction keeps a tombstone after it first saw it.")
                .define(
                        LOG_CLEANER_MIN_COMPACTION_LAG_MS,
                        LONG,
                        0L,
                        atLeast(0),
                        MEDIUM,
                        "How long a record stays uncompacted at least.")
                .define(
                        LOG_CLEANER_MAX_COMPACTION_LAG_MS,
                        LONG,
                        Long.MAX_VALUE,
                        atLeast(1),
                        MEDIUM,
                        "How long a record may stay uncompacted at most; what is newest is then taken too.");
    }
}
