package io.deliverytracking.broker.server;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;

import org.apache.kafka.common.config.ConfigDef;

/**
 * What requests may ask, and how clients' quotas are measured. Apache Kafka: ServerConfigs, QuotaConfig.
 *
 * <p>None of them can be changed while the broker runs.
 */
final class RequestProperties {

    static final String FETCH_MAX_BYTES = "fetch.max.bytes";
    static final String MAX_FETCH_SESSIONS = "max.incremental.fetch.session.cache.slots";
    static final String PURGATORY_MAX_OPERATIONS = "purgatory.max.operations";
    static final String QUOTA_WINDOW_NUM = "quota.window.num";
    static final String QUOTA_WINDOW_SIZE_SECONDS = "quota.window.size.seconds";

    private static final int MIB = 1024 * 1024;

    private RequestProperties() {}

    /** Adds them to {@code definition}: type, default, limits, importance, meaning. */
    static void addTo(ConfigDef definition) {
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
                        between(2, 1_000),
                        LOW,
                        "Windows over which a client's rate is measured, the current one included. Unlike Apache Kafka:"
                                + " at least two, or a second's beginning would be measured by itself; and no more than"
                                + " can be kept for ten thousand clients.")
                .define(QUOTA_WINDOW_SIZE_SECONDS, INT, 1, atLeast(1), LOW, "The length of one of these windows.");
    }
}
