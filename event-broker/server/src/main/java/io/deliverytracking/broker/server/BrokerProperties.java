package io.deliverytracking.broker.server;

import org.apache.kafka.common.config.ConfigDef;

/**
 * All of the broker's properties, by theme. A theme's class has the name, type, default, limits and meaning of each, and says
 * which can be changed while the broker runs.
 *
 * <pre>
 *   {@link NodeProperties}            this broker, its directory, its threads
 *   {@link NetworkProperties}         listeners, sockets, connections
 *   {@link RequestProperties}         limits of requests, quota windows
 *   {@link TopicCreationProperties}   which topics come into being, and how
 *   {@link TopicDefaultProperties}    what holds for topics that say nothing themselves: the only ones that change while it runs
 *   {@link HousekeepingProperties}    retention, flushing, checkpoints, compaction, scrubbing
 *   {@link GroupProperties}           consumer groups and their offsets
 * </pre>
 *
 * <p>Names and defaults are Kafka's wherever the meaning is the same. Where a default differs, its documentation says
 * {@code Unlike Apache Kafka:} and why; what only this broker has, it calls its own.
 */
final class BrokerProperties {

    static final ConfigDef DEFINITION = definition();

    private BrokerProperties() {}

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        NodeProperties.addTo(definition);
        NetworkProperties.addTo(definition);
        RequestProperties.addTo(definition);
        TopicCreationProperties.addTo(definition);
        TopicDefaultProperties.addTo(definition);
        HousekeepingProperties.addTo(definition);
        GroupProperties.addTo(definition);
        return definition;
    }
}
