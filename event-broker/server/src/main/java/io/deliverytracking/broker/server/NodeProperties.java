package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/**
 * Who this broker is, where its data lies, and what works for it beside the lane.
 *
 * <p>None of them can be changed while the broker runs.
 */
final class NodeProperties {

    static final String NODE_ID = "node.id";
    static final String LOG_DIR = "log.dir";
    static final String LOG_DIRS = "log.dirs";
    static final String BACKGROUND_THREADS = "background.threads";
    static final String METADATA_LOG_MAX_RECORD_BYTES_BETWEEN_SNAPSHOTS =
            "metadata.log.max.record.bytes.between.snapshots";

    private static final int MIB = 1024 * 1024;

    private NodeProperties() {}

    /** Adds them to {@code definition}: type, default, limits, importance, meaning. */
    static void addTo(ConfigDef definition) {
        definition
                .define(NODE_ID, INT, 1, atLeast(0), HIGH, "This broker's number in the cluster.")
                .define(
                        LOG_DIR,
                        STRING,
                        "/tmp/event-broker",
                        HIGH,
                        "Where the data is kept, when log.dirs is not set. Unlike Apache Kafka: not /tmp/kafka-logs,"
                                + " so that neither broker meets the other's files.")
                .define(LOG_DIRS, LIST, null, HIGH, "Where the data is kept. Unlike Apache Kafka: one directory only.")
                .define(
                        BACKGROUND_THREADS,
                        INT,
                        4,
                        between(1, 64),
                        MEDIUM,
                        "Threads for flushing, cold reads, compaction, scrubbing, deletion and loading groups (the broker's own property).")
                .define(
                        METADATA_LOG_MAX_RECORD_BYTES_BETWEEN_SNAPSHOTS,
                        LONG,
                        8L * MIB,
                        atLeast(1),
                        LOW,
                        "A snapshot of the metadata is written after so many bytes of its log. Unlike Apache Kafka (20 MiB).");
    }
}
