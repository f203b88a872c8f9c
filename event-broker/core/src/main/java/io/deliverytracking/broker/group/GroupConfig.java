package io.deliverytracking.broker.group;

import java.util.Map;

/**
 * Settings of the group coordinator, under Apache Kafka's property names and with its defaults.
 *
 * @param minSessionTimeoutMs {@code group.min.session.timeout.ms}: members may not promise to call more often
 * @param maxSessionTimeoutMs {@code group.max.session.timeout.ms}: members may not be silent for longer
 * @param maxSize {@code group.max.size}: most members in one group
 * @param initialRebalanceDelayMs {@code group.initial.rebalance.delay.ms}: how long an empty group waits for
 *     more members after the first; each newcomer extends it, up to the rebalance timeout
 * @param offsetMetadataMaxSize {@code offset.metadata.max.bytes}: longest metadata of a commit, counted in
 *     characters as Apache Kafka does
 * @param offsetsRetentionMs {@code offsets.retention.minutes}, in milliseconds: how long a commit outlives
 *     the last use of it (KIP-211)
 * @param offsetsRetentionCheckIntervalMs {@code offsets.retention.check.interval.ms}
 * @param offsetsTopicPartitions {@code offsets.topic.num.partitions}: partitions of {@code __consumer_offsets}
 *     when it is created; the number must not change while the topic exists
 * @param offsetsTopicReplicationFactor {@code offsets.topic.replication.factor}. Unlike Apache Kafka (3):
 *     1, because a single node could never satisfy more.
 * @param offsetsTopicSegmentBytes {@code offsets.topic.segment.bytes}
 * @param smallestOffsetsLog {@code offsets.log.smallest.records}: so many records a partition of
 *     {@code __consumer_offsets} may have before it is looked at whether most of them are out of date
 * @param consumer settings of groups of the consumer protocol
 */
public record GroupConfig(
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int maxSize,
        int initialRebalanceDelayMs,
        int offsetMetadataMaxSize,
        long offsetsRetentionMs,
        long offsetsRetentionCheckIntervalMs,
        int offsetsTopicPartitions,
        short offsetsTopicReplicationFactor,
        int offsetsTopicSegmentBytes,
        int smallestOffsetsLog,
        ConsumerGroupConfig consumer) {

    /** The internal topic that holds groups and offsets. */
    public static final String OFFSETS_TOPIC = "__consumer_offsets";

    private static final long MS_PER_MINUTE = 60_000L;

    /** A topic is made by one batch of at most 10,000 metadata records: itself, its configs, its partitions. */
    private static final int MOST_OFFSETS_PARTITIONS = 9_000;

    /** Kafka's defaults. */
    public static final GroupConfig DEFAULT = from(Map.of());

    public GroupConfig {
        require(minSessionTimeoutMs >= 1, "group.min.session.timeout.ms", minSessionTimeoutMs, "at least 1");
        require(
                maxSessionTimeoutMs >= minSessionTimeoutMs,
                "group.max.session.timeout.ms",
                maxSessionTimeoutMs,
                "at least group.min.session.timeout.ms=" + minSessionTimeoutMs);
        require(maxSize >= 1, "group.max.size", maxSize, "at least 1");
        require(
                initialRebalanceDelayMs >= 0,
                "group.initial.rebalance.delay.ms",
                initialRebalanceDelayMs,
                "at least 0");
        require(offsetMetadataMaxSize >= 0, "offset.metadata.max.bytes", offsetMetadataMaxSize, "at least 0");
        require(
                offsetsRetentionMs >= MS_PER_MINUTE,
                "offsets.retention.minutes",
                offsetsRetentionMs / MS_PER_MINUTE,
                "at least 1");
        require(
                offsetsRetentionCheckIntervalMs >= 1,
                "offsets.retention.check.interval.ms",
                offsetsRetentionCheckIntervalMs,
                "at least 1");
        require(
                offsetsTopicPartitions >= 1 && offsetsTopicPartitions <= MOST_OFFSETS_PARTITIONS,
                "offsets.topic.num.partitions",
                offsetsTopicPartitions,
                "from 1 to " + MOST_OFFSETS_PARTITIONS);
        require(
                offsetsTopicReplicationFactor >= 1,
                "offsets.topic.replication.factor",
                offsetsTopicReplicationFactor,
                "at least 1");
        require(offsetsTopicSegmentBytes >= 1, "offsets.topic.segment.bytes", offsetsTopicSegmentBytes, "at least 1");
        require(smallestOffsetsLog >= 1, "offsets.log.smallest.records", smallestOffsetsLog, "at least 1");
    }

    /**
     * Reads the settings from properties; those that are absent have Kafka's defaults.
     *
     * @throws IllegalArgumentException naming the property that is not a number or out of range
     */
    public static GroupConfig from(Map<String, String> properties) {
        return new GroupConfig(
                integer(properties, "group.min.session.timeout.ms", 6_000),
                integer(properties, "group.max.session.timeout.ms", 1_800_000),
                integer(properties, "group.max.size", Integer.MAX_VALUE),
                integer(properties, "group.initial.rebalance.delay.ms", 3_000),
                integer(properties, "offset.metadata.max.bytes", 4_096),
                MS_PER_MINUTE * integer(properties, "offsets.retention.minutes", 7 * 24 * 60),
                integer(properties, "offsets.retention.check.interval.ms", 600_000),
                integer(properties, "offsets.topic.num.partitions", 50),
                (short) integer(properties, "offsets.topic.replication.factor", 1),
                integer(properties, "offsets.topic.segment.bytes", 100 * 1024 * 1024),
                integer(properties, "offsets.log.smallest.records", 10_000),
                ConsumerGroupConfig.from(properties));
    }

    /** What {@code __consumer_offsets} is created with. */
    public Map<String, String> offsetsTopicConfigs() {
        return Map.of(
                "cleanup.policy", "compact",
                "compression.type", "producer",
                "segment.bytes", Integer.toString(offsetsTopicSegmentBytes));
    }

    static int integer(Map<String, String> properties, String name, int defaultValue) {
        String text = properties.get(name);
        if (text == null) {
            return defaultValue;
        }
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not a whole number", e);
        }
    }

    static void require(boolean condition, String name, long value, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(name + "=" + value + " must be " + rule);
        }
    }
}
