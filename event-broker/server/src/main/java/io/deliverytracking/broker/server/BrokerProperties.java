package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.deliverytracking.broker.log.compaction.CleanerConfig;
import io.deliverytracking.broker.log.scrub.ScrubConfig;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * The names, types, defaults and limits of the broker's properties: Kafka's, wherever the meaning is the
 * same. Where a default differs, its documentation says {@code Unlike Apache Kafka:} and why.
 */
final class BrokerProperties {

    static final String NODE_ID = "node.id";
    static final String LISTENERS = "listeners";
    static final String ADVERTISED_LISTENERS = "advertised.listeners";
    static final String LOG_DIR = "log.dir";
    static final String LOG_DIRS = "log.dirs";
    static final String SOCKET_REQUEST_MAX_BYTES = "socket.request.max.bytes";
    static final String SOCKET_SEND_BUFFER_BYTES = "socket.send.buffer.bytes";
    static final String SOCKET_RECEIVE_BUFFER_BYTES = "socket.receive.buffer.bytes";
    static final String SOCKET_LISTEN_BACKLOG_SIZE = "socket.listen.backlog.size";
    static final String MAX_CONNECTIONS = "max.connections";
    static final String MAX_CONNECTIONS_PER_IP = "max.connections.per.ip";
    static final String CONNECTIONS_MAX_IDLE_MS = "connections.max.idle.ms";
    static final String QUEUED_MAX_REQUEST_BYTES = "queued.max.request.bytes";
    static final String BACKGROUND_THREADS = "background.threads";

    static final String AUTO_CREATE_TOPICS_ENABLE = "auto.create.topics.enable";
    static final String NUM_PARTITIONS = "num.partitions";
    static final String DEFAULT_REPLICATION_FACTOR = "default.replication.factor";
    static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";
    static final String DELETE_TOPIC_ENABLE = "delete.topic.enable";
    static final String COMPRESSION_TYPE = "compression.type";
    static final String MESSAGE_MAX_BYTES = "message.max.bytes";
    static final String UNCLEAN_LEADER_ELECTION_ENABLE = "unclean.leader.election.enable";
    static final String LOG_PREALLOCATE = "log.preallocate";
    static final String LOG_CLEANUP_POLICY = "log.cleanup.policy";
    static final String LOG_SEGMENT_BYTES = "log.segment.bytes";
    static final String LOG_ROLL_MS = "log.roll.ms";
    static final String LOG_ROLL_HOURS = "log.roll.hours";
    static final String LOG_RETENTION_MS = "log.retention.ms";
    static final String LOG_RETENTION_MINUTES = "log.retention.minutes";
    static final String LOG_RETENTION_HOURS = "log.retention.hours";
    static final String LOG_RETENTION_BYTES = "log.retention.bytes";
    static final String LOG_RETENTION_CHECK_INTERVAL_MS = "log.retention.check.interval.ms";
    static final String LOG_SEGMENT_DELETE_DELAY_MS = "log.segment.delete.delay.ms";
    static final String LOG_INDEX_INTERVAL_BYTES = "log.index.interval.bytes";
    static final String LOG_INDEX_SIZE_MAX_BYTES = "log.index.size.max.bytes";
    static final String LOG_FLUSH_INTERVAL_MESSAGES = "log.flush.interval.messages";
    static final String LOG_FLUSH_INTERVAL_MS = "log.flush.interval.ms";
    static final String LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS = "log.flush.offset.checkpoint.interval.ms";
    static final String LOG_FLUSH_SCHEDULER_INTERVAL_MS = "log.flush.scheduler.interval.ms";
    static final String LOG_MESSAGE_TIMESTAMP_TYPE = "log.message.timestamp.type";
    static final String LOG_MESSAGE_TIMESTAMP_BEFORE_MAX_MS = "log.message.timestamp.before.max.ms";
    static final String LOG_MESSAGE_TIMESTAMP_AFTER_MAX_MS = "log.message.timestamp.after.max.ms";
    static final String LOG_CLEANER_ENABLE = "log.cleaner.enable";
    static final String LOG_CLEANER_THREADS = "log.cleaner.threads";
    static final String LOG_CLEANER_BACKOFF_MS = "log.cleaner.backoff.ms";
    static final String LOG_CLEANER_DEDUPE_BUFFER_SIZE = "log.cleaner.dedupe.buffer.size";
    static final String LOG_CLEANER_IO_BUFFER_LOAD_FACTOR = "log.cleaner.io.buffer.load.factor";
    static final String LOG_CLEANER_IO_MAX_BYTES_PER_SECOND = "log.cleaner.io.max.bytes.per.second";
    static final String LOG_CLEANER_MIN_CLEANABLE_RATIO = "log.cleaner.min.cleanable.ratio";
    static final String LOG_CLEANER_DELETE_RETENTION_MS = "log.cleaner.delete.retention.ms";
    static final String LOG_CLEANER_MIN_COMPACTION_LAG_MS = "log.cleaner.min.compaction.lag.ms";
    static final String LOG_CLEANER_MAX_COMPACTION_LAG_MS = "log.cleaner.max.compaction.lag.ms";
    static final String LOG_SCRUB_BYTES_PER_SECOND = "log.scrub.bytes.per.second";
    static final String LOG_SCRUB_INTERVAL_MS = "log.scrub.interval.ms";
    static final String METADATA_LOG_MAX_RECORD_BYTES_BETWEEN_SNAPSHOTS =
            "metadata.log.max.record.bytes.between.snapshots";
    static final String PRODUCER_ID_EXPIRATION_MS = "producer.id.expiration.ms";
    static final String PRODUCER_ID_EXPIRATION_CHECK_INTERVAL_MS = "producer.id.expiration.check.interval.ms";

    static final String FETCH_MAX_BYTES = "fetch.max.bytes";
    static final String MAX_FETCH_SESSIONS = "max.incremental.fetch.session.cache.slots";
    static final String PURGATORY_MAX_OPERATIONS = "purgatory.max.operations";

    static final String QUOTA_WINDOW_NUM = "quota.window.num";
    static final String QUOTA_WINDOW_SIZE_SECONDS = "quota.window.size.seconds";

    static final String OFFSETS_TOPIC_NUM_PARTITIONS = "offsets.topic.num.partitions";
    static final String OFFSETS_TOPIC_SEGMENT_BYTES = "offsets.topic.segment.bytes";
    static final String OFFSETS_RETENTION_MINUTES = "offsets.retention.minutes";
    static final String OFFSETS_RETENTION_CHECK_INTERVAL_MS = "offsets.retention.check.interval.ms";
    static final String OFFSET_METADATA_MAX_BYTES = "offset.metadata.max.bytes";
    static final String OFFSETS_LOG_SMALLEST_RECORDS = "offsets.log.smallest.records";
    static final String GROUP_INITIAL_REBALANCE_DELAY_MS = "group.initial.rebalance.delay.ms";
    static final String GROUP_MIN_SESSION_TIMEOUT_MS = "group.min.session.timeout.ms";
    static final String GROUP_MAX_SESSION_TIMEOUT_MS = "group.max.session.timeout.ms";
    static final String GROUP_MAX_SIZE = "group.max.size";
    static final String GROUP_CONSUMER_SESSION_TIMEOUT_MS = "group.consumer.session.timeout.ms";
    static final String GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS = "group.consumer.min.session.timeout.ms";
    static final String GROUP_CONSUMER_MAX_SESSION_TIMEOUT_MS = "group.consumer.max.session.timeout.ms";
    static final String GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS = "group.consumer.heartbeat.interval.ms";
    static final String GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS = "group.consumer.min.heartbeat.interval.ms";
    static final String GROUP_CONSUMER_MAX_HEARTBEAT_INTERVAL_MS = "group.consumer.max.heartbeat.interval.ms";
    static final String GROUP_CONSUMER_MAX_SIZE = "group.consumer.max.size";
    static final String GROUP_CONSUMER_ASSIGNORS = "group.consumer.assignors";
    static final String GROUP_CONSUMER_MIGRATION_POLICY = "group.consumer.migration.policy";

    private static final int MIB = 1024 * 1024;

    static final ConfigDef DEFINITION = definition();

    private BrokerProperties() {}

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        network(definition);
        logs(definition);
        compaction(definition);
        scrubbing(definition);
        requests(definition);
        groups(definition);
        consumerGroups(definition);
        return definition;
    }

    private static void network(ConfigDef definition) {
        definition
                .define(NODE_ID, INT, 1, atLeast(0), HIGH, "This broker's number in the cluster.")
                .define(
                        LISTENERS,
                        STRING,
                        "PLAINTEXT://127.0.0.1:9092",
                        HIGH,
                        "Where to accept connections; port 0 lets the system choose. Unlike Apache Kafka: bound to"
                                + " the loopback interface unless told otherwise.")
                .define(
                        ADVERTISED_LISTENERS,
                        STRING,
                        null,
                        HIGH,
                        "What clients are told to connect to, when it differs from listeners.")
                .define(
                        LOG_DIR,
                        STRING,
                        "/tmp/event-broker",
                        HIGH,
                        "Where the data is kept, when log.dirs is not set. Unlike Apache Kafka: not /tmp/kafka-logs,"
                                + " so that neither broker meets the other's files.")
                .define(LOG_DIRS, LIST, null, HIGH, "Where the data is kept. Unlike Apache Kafka: one directory only.")
                .define(
                        SOCKET_REQUEST_MAX_BYTES,
                        INT,
                        100 * MIB,
                        atLeast(1),
                        HIGH,
                        "The largest frame accepted; a larger one closes its connection.")
                .define(
                        SOCKET_SEND_BUFFER_BYTES,
                        INT,
                        100 * 1024,
                        atLeast(-1),
                        HIGH,
                        "SO_SNDBUF; -1 leaves it to the system.")
                .define(
                        SOCKET_RECEIVE_BUFFER_BYTES,
                        INT,
                        100 * 1024,
                        atLeast(-1),
                        HIGH,
                        "SO_RCVBUF; -1 leaves it to the system.")
                .define(SOCKET_LISTEN_BACKLOG_SIZE, INT, 50, atLeast(1), MEDIUM, "Connections waiting to be accepted.")
                .define(MAX_CONNECTIONS, INT, Integer.MAX_VALUE, atLeast(0), MEDIUM, "Open connections, together.")
                .define(
                        MAX_CONNECTIONS_PER_IP,
                        INT,
                        Integer.MAX_VALUE,
                        atLeast(0),
                        MEDIUM,
                        "Open connections from one address.")
                .define(
                        CONNECTIONS_MAX_IDLE_MS,
                        LONG,
                        Duration.ofMinutes(10).toMillis(),
                        atLeast(-1),
                        MEDIUM,
                        "A connection without traffic for this long is closed; -1 keeps it.")
                .define(
                        QUEUED_MAX_REQUEST_BYTES,
                        LONG,
                        256L * MIB,
                        atLeast(-1),
                        MEDIUM,
                        "Bytes of requests received and not yet answered, together; beyond it no connection is read."
                                + " -1 is no limit. Unlike Apache Kafka: limited by default, since every queue here is.")
                .define(
                        BACKGROUND_THREADS,
                        INT,
                        4,
                        between(1, 64),
                        MEDIUM,
                        "Threads for flushing, recovery, retention and cold reads (the broker's own property).");
    }

    private static void logs(ConfigDef definition) {
        definition
                .define(
                        AUTO_CREATE_TOPICS_ENABLE,
                        BOOLEAN,
                        true,
                        HIGH,
                        "Create a topic that a client asks metadata of.")
                .define(NUM_PARTITIONS, INT, 1, atLeast(1), MEDIUM, "Partitions of a topic, unless asked otherwise.")
                .define(
                        DEFAULT_REPLICATION_FACTOR,
                        INT,
                        1,
                        atLeast(1),
                        MEDIUM,
                        "Replicas of a partition, unless asked otherwise.")
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
                .define(DELETE_TOPIC_ENABLE, BOOLEAN, true, HIGH, "Topics can be deleted.")
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
                        LOG_RETENTION_CHECK_INTERVAL_MS,
                        LONG,
                        Duration.ofMinutes(5).toMillis(),
                        atLeast(1),
                        MEDIUM,
                        "How often retention looks for segments to delete.")
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
                        METADATA_LOG_MAX_RECORD_BYTES_BETWEEN_SNAPSHOTS,
                        LONG,
                        8L * MIB,
                        atLeast(1),
                        LOW,
                        "A snapshot of the metadata is written after so many bytes of its log. Unlike Apache Kafka (20 MiB).")
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
                        "How often silent producer ids are looked for.");
    }

    private static void compaction(ConfigDef definition) {
        definition
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

    private static void scrubbing(ConfigDef definition) {
        definition
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

    private static void requests(ConfigDef definition) {
        definition
                .define(
                        FETCH_MAX_BYTES,
                        INT,
                        55 * MIB,
                        atLeast(1024),
                        MEDIUM,
                        "The most one fetch response carries, whatever the client asks for.")
                .define(
                        MAX_FETCH_SESSIONS,
                        INT,
                        1000,
                        atLeast(0),
                        MEDIUM,
                        "Incremental fetch sessions kept; the idlest makes place for a new one.")
                .define(
                        PURGATORY_MAX_OPERATIONS,
                        INT,
                        100_000,
                        atLeast(1),
                        LOW,
                        "Requests waiting for data or acknowledgement, together; beyond it a fetch is answered at once"
                                + " (the broker's own property).")
                .define(
                        QUOTA_WINDOW_NUM,
                        INT,
                        11,
                        atLeast(2),
                        LOW,
                        "Windows over which a client's rate is measured, the current one included. Unlike Apache Kafka:"
                                + " at least two, or a second's beginning would be measured by itself.")
                .define(QUOTA_WINDOW_SIZE_SECONDS, INT, 1, atLeast(1), LOW, "The length of one of these windows.");
    }

    private static void groups(ConfigDef definition) {
        definition
                .define(
                        OFFSETS_TOPIC_NUM_PARTITIONS,
                        INT,
                        50,
                        atLeast(1),
                        HIGH,
                        "Partitions of __consumer_offsets; fixed once it exists.")
                .define(
                        OFFSETS_TOPIC_SEGMENT_BYTES,
                        INT,
                        100 * MIB,
                        atLeast(1),
                        HIGH,
                        "Segment size of __consumer_offsets; small segments compact and load sooner.")
                .define(
                        OFFSETS_RETENTION_MINUTES,
                        INT,
                        7 * 24 * 60,
                        atLeast(1),
                        HIGH,
                        "How long an empty group's offsets are kept.")
                .define(
                        OFFSETS_RETENTION_CHECK_INTERVAL_MS,
                        LONG,
                        600_000L,
                        atLeast(1),
                        HIGH,
                        "How often expired offsets are looked for.")
                .define(
                        OFFSETS_LOG_SMALLEST_RECORDS,
                        INT,
                        10_000,
                        atLeast(1),
                        LOW,
                        "A partition of __consumer_offsets with more records, most of them out of date, is shortened:"
                                + " what holds is written again at its end, and the log starts there. Unlike Apache"
                                + " Kafka, which compacts that topic by its log cleaner.")
                .define(OFFSET_METADATA_MAX_BYTES, INT, 4096, HIGH, "The longest note beside a committed offset.")
                .define(
                        GROUP_INITIAL_REBALANCE_DELAY_MS,
                        INT,
                        3000,
                        atLeast(0),
                        MEDIUM,
                        "How long a new group waits for more members before its first rebalance.")
                .define(
                        GROUP_MIN_SESSION_TIMEOUT_MS,
                        INT,
                        6000,
                        atLeast(1),
                        MEDIUM,
                        "The shortest session timeout a member may ask for.")
                .define(
                        GROUP_MAX_SESSION_TIMEOUT_MS,
                        INT,
                        1_800_000,
                        atLeast(1),
                        MEDIUM,
                        "The longest session timeout a member may ask for.")
                .define(GROUP_MAX_SIZE, INT, Integer.MAX_VALUE, atLeast(1), MEDIUM, "The most members of a group.");
    }

    private static void consumerGroups(ConfigDef definition) {
        definition
                .define(
                        GROUP_CONSUMER_SESSION_TIMEOUT_MS,
                        INT,
                        45_000,
                        atLeast(1),
                        MEDIUM,
                        "How long a member of the consumer protocol may be silent.")
                .define(
                        GROUP_CONSUMER_MIN_SESSION_TIMEOUT_MS,
                        INT,
                        45_000,
                        atLeast(1),
                        MEDIUM,
                        "The shortest session timeout of the consumer protocol.")
                .define(
                        GROUP_CONSUMER_MAX_SESSION_TIMEOUT_MS,
                        INT,
                        60_000,
                        atLeast(1),
                        MEDIUM,
                        "The longest session timeout of the consumer protocol.")
                .define(
                        GROUP_CONSUMER_HEARTBEAT_INTERVAL_MS,
                        INT,
                        5_000,
                        atLeast(1),
                        MEDIUM,
                        "How often a member of the consumer protocol is asked to call.")
                .define(
                        GROUP_CONSUMER_MIN_HEARTBEAT_INTERVAL_MS,
                        INT,
                        5_000,
                        atLeast(1),
                        MEDIUM,
                        "The shortest heartbeat interval of the consumer protocol.")
                .define(
                        GROUP_CONSUMER_MAX_HEARTBEAT_INTERVAL_MS,
                        INT,
                        15_000,
                        atLeast(1),
                        MEDIUM,
                        "The longest heartbeat interval of the consumer protocol.")
                .define(
                        GROUP_CONSUMER_MAX_SIZE,
                        INT,
                        Integer.MAX_VALUE,
                        atLeast(1),
                        MEDIUM,
                        "The most members of a group of the consumer protocol.")
                .define(
                        GROUP_CONSUMER_ASSIGNORS,
                        LIST,
                        "uniform,range",
                        MEDIUM,
                        "The assignors that members of the consumer protocol may ask for, the default first.")
                .define(
                        GROUP_CONSUMER_MIGRATION_POLICY,
                        STRING,
                        "disabled",
                        MEDIUM,
                        "Whether groups change protocol while they have members. Unlike Apache Kafka (bidirectional):"
                                + " disabled only. A group without members changes whenever a member of the other"
                                + " protocol joins.");
    }
}
