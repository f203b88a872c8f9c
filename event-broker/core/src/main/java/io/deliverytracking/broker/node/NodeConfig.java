package io.deliverytracking.broker.node;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.log.compaction.CleanerConfig;
import io.deliverytracking.broker.log.scrub.ScrubConfig;
import io.deliverytracking.broker.metadata.TopicDefaults;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/**
 * What a node has to know of its configuration; parsed and checked by whoever makes it.
 *
 * @param nodeId {@code node.id}
 * @param rack {@code broker.rack}
 * @param properties what was set, by Kafka's names: topic defaults are taken from here, DescribeConfigs shows them
 * @param definitions every property there is
 * @param topicDefaults for topics that are created without saying more
 * @param group settings of the group coordinator
 * @param fetchMaxBytes {@code fetch.max.bytes} of the broker
 * @param maxFetchSessions {@code max.incremental.fetch.session.cache.slots}
 * @param maxParkedOperations requests that wait, together
 * @param producerIdExpirationMs {@code producer.id.expiration.ms}
 * @param retentionCheckIntervalMs {@code log.retention.check.interval.ms}
 * @param flushCheckIntervalMs how often {@code flush.ms} is looked after
 * @param checkpointIntervalMs {@code log.flush.offset.checkpoint.interval.ms}
 * @param cleaner settings of log compaction
 * @param scrub how much of the disk is read again to find what it has changed
 */
public record NodeConfig(
        int nodeId,
        @Nullable String rack,
        Map<String, String> properties,
        Map<String, ConfigDef.ConfigKey> definitions,
        TopicDefaults topicDefaults,
        GroupConfig group,
        int fetchMaxBytes,
        int maxFetchSessions,
        int maxParkedOperations,
        long producerIdExpirationMs,
        long retentionCheckIntervalMs,
        long flushCheckIntervalMs,
        long checkpointIntervalMs,
        CleanerConfig cleaner,
        ScrubConfig scrub) {

    public NodeConfig {
        properties = new TreeMap<>(properties);
        definitions = new TreeMap<>(definitions);
    }
}
