package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Type.BOOLEAN;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;

import org.apache.kafka.common.config.ConfigDef;

/**
 * Which topics come into being, and how. Apache Kafka: ServerLogConfigs.
 *
 * <p>None of them can be changed while the broker runs.
 */
final class TopicCreationProperties {

    static final String AUTO_CREATE_TOPICS_ENABLE = "auto.create.topics.enable";
    static final String NUM_PARTITIONS = "num.partitions";
    static final String DEFAULT_REPLICATION_FACTOR = "default.replication.factor";
    static final String DELETE_TOPIC_ENABLE = "delete.topic.enable";

    private TopicCreationProperties() {}

    /** Adds them to {@code definition}: type, default, limits, importance, meaning. */
    static void addTo(ConfigDef definition) {
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
                .define(DELETE_TOPIC_ENABLE, BOOLEAN, true, HIGH, "Topics can be deleted.");
    }
}
