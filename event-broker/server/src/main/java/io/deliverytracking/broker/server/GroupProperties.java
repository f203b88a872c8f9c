package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/**
 * Consumer groups of both protocols, and their offsets. Apache Kafka: GroupCoordinatorConfig.
 *
 * <p>None of them can be changed while the broker runs.
 */
final class GroupProperties {

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
    static final String GROUP_CONSUMER_ASSIGNMENT_INTERVAL_MS = "group.consumer.assignment.interval.ms";
    static final String GROUP_CONSUMER_MIN_ASSIGNMENT_INTERVAL_MS = "group.consumer.min.assignment.interval.ms";
    static final String GROUP_CONSUMER_MAX_ASSIGNMENT_INTERVAL_MS = "group.consumer.max.assignment.interval.ms";
    static final String GROUP_CONSUMER_MAX_SIZE = "group.consumer.max.size";
    static final String GROUP_CONSUMER_ASSIGNORS = "group.consumer.assignors";
    static final String GROUP_CONSUMER_MIGRATION_POLICY = "group.consumer.migration.policy";

    private static final int MIB = 1024 * 1024;

    private GroupProperties() {}

    /** Adds them to {@code definition}: type, default, limits, importance, meaning. */
    static void addTo(ConfigDef definition) {
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
                        atLeast(MIB),
                        HIGH,
                        "Segment size of __consumer_offsets; small segments compact and load sooner. "
                                + "Unlike Apache Kafka: at least what segment.bytes of any topic is, else it can't be created.")
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
                .define(OFFSET_METADATA_MAX_BYTES, INT, 4096, HIGH, "The longest note beside a committed offset.")
                .define(
                        OFFSETS_LOG_SMALLEST_RECORDS,
                        INT,
                        10_000,
                        atLeast(1),
                        LOW,
                        "A partition of __consumer_offsets with more records, most of them out of date, is shortened:"
                                + " what holds is written again at its end, and the log starts there. Unlike Apache"
                                + " Kafka, which compacts that topic by its log cleaner.")
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
                .define(GROUP_MAX_SIZE, INT, Integer.MAX_VALUE, atLeast(1), MEDIUM, "The most members of a group.")
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
                        GROUP_CONSUMER_ASSIGNMENT_INTERVAL_MS,
                        INT,
                        0,
                        atLeast(0),
                        MEDIUM,
                        "How long an assignment of the consumer protocol stands before the next is worked out. Unlike Apache"
                                + " Kafka (1000): 0, at once.")
                .define(
                        GROUP_CONSUMER_MIN_ASSIGNMENT_INTERVAL_MS,
                        INT,
                        0,
                        atLeast(0),
                        MEDIUM,
                        "The shortest assignment interval of the consumer protocol.")
                .define(
                        GROUP_CONSUMER_MAX_ASSIGNMENT_INTERVAL_MS,
                        INT,
                        15_000,
                        atLeast(0),
                        MEDIUM,
                        "The longest assignment interval of the consumer protocol.")
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
                        "bidirectional",
                        ConfigDef.CaseInsensitiveValidString.in("disabled", "upgrade", "downgrade", "bidirectional"),
                        MEDIUM,
                        "Which way a group with members may change its protocol: upgrade to the consumer protocol, when the"
                                + " first member of it joins, downgrade to the classic one, when the last has left, both,"
                                + " or neither. A group without members may always.");
    }
}
