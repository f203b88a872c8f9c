package io.deliverytracking.broker.server;

import io.deliverytracking.broker.group.GroupConfig;
import io.deliverytracking.broker.log.ConfigKey;
import io.deliverytracking.broker.log.InvalidLogConfigException;
import io.deliverytracking.broker.log.LogConfig;
import io.deliverytracking.broker.log.LogConfigKeys;
import io.deliverytracking.broker.log.compaction.CleanerConfig;
import io.deliverytracking.broker.log.scrub.ScrubConfig;
import io.deliverytracking.broker.metadata.TopicDefaults;
import io.deliverytracking.broker.node.NodeConfig;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/** Turns the broker's properties into what the core takes: plain records. */
final class NodeConfigs {

    /** Without {@code log.flush.scheduler.interval.ms}, {@code flush.ms} of topics is looked after this often. */
    private static final long FLUSH_CHECK_INTERVAL_MS = 1_000;

    private NodeConfigs() {}

    /**
     * The core's part of {@code config}.
     *
     * @throws ConfigException naming the property that the core refuses
     */
    static NodeConfig of(BrokerConfig config) {
        Map<String, String> properties = new TreeMap<>(config.properties());
        try {
            LogConfig.fromProperties(LogConfigKeys.topicDefaults(properties), Map.of());
            return new NodeConfig(
                    config.integer(NodeProperties.NODE_ID),
                    null,
                    properties,
                    config.definitions(),
                    new TopicDefaults(
                            config.integer(TopicCreationProperties.NUM_PARTITIONS),
                            config.integer(TopicCreationProperties.DEFAULT_REPLICATION_FACTOR),
                            config.flag(TopicCreationProperties.DELETE_TOPIC_ENABLE),
                            config.flag(TopicCreationProperties.AUTO_CREATE_TOPICS_ENABLE)),
                    groupConfig(properties),
                    config.integer(RequestProperties.FETCH_MAX_BYTES),
                    config.integer(RequestProperties.MAX_FETCH_SESSIONS),
                    config.integer(RequestProperties.PURGATORY_MAX_OPERATIONS),
                    config.longValue(HousekeepingProperties.PRODUCER_ID_EXPIRATION_MS),
                    config.longValue(HousekeepingProperties.LOG_RETENTION_CHECK_INTERVAL_MS),
                    Math.min(
                            FLUSH_CHECK_INTERVAL_MS,
                            config.longValue(HousekeepingProperties.LOG_FLUSH_SCHEDULER_INTERVAL_MS)),
                    config.longValue(HousekeepingProperties.LOG_FLUSH_OFFSET_CHECKPOINT_INTERVAL_MS),
                    cleanerConfig(config),
                    new ScrubConfig(
                            config.longValue(HousekeepingProperties.LOG_SCRUB_BYTES_PER_SECOND),
                            config.longValue(HousekeepingProperties.LOG_SCRUB_INTERVAL_MS)));
        } catch (InvalidLogConfigException e) {
            throw new ConfigException(asItWasSet(e));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    /** The log speaks of topic properties; who configures a broker set the default for all topics, by another name. */
    private static String asItWasSet(InvalidLogConfigException e) {
        String message = String.valueOf(e.getMessage());
        ConfigKey key = LogConfigKeys.find(e.name());
        return key == null || key.brokerSynonym() == null
                ? message
                : message.replace("configuration " + e.name() + ":", "configuration " + key.brokerSynonym() + ":");
    }

    private static CleanerConfig cleanerConfig(BrokerConfig config) {
        return new CleanerConfig(
                config.flag(HousekeepingProperties.LOG_CLEANER_ENABLE),
                config.longValue(HousekeepingProperties.LOG_CLEANER_BACKOFF_MS),
                config.longValue(HousekeepingProperties.LOG_CLEANER_DEDUPE_BUFFER_SIZE),
                config.doubleValue(HousekeepingProperties.LOG_CLEANER_IO_BUFFER_LOAD_FACTOR),
                config.doubleValue(HousekeepingProperties.LOG_CLEANER_IO_MAX_BYTES_PER_SECOND));
    }

    /** A node alone can't satisfy a replication factor of Kafka's samples; one replica it is. */
    private static GroupConfig groupConfig(Map<String, String> properties) {
        Map<String, String> group = new TreeMap<>(properties);
        group.remove("offsets.topic.replication.factor");
        return GroupConfig.from(group);
    }
}
