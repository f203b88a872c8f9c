package io.deliverytracking.broker.log;

import org.jspecify.annotations.Nullable;

/**
 * One topic property that the log understands.
 *
 * @param name Kafka's topic-level name
 * @param type the type of its values
 * @param defaultValue Apache Kafka's default, as a string
 * @param min the smallest legal number; {@link Long#MIN_VALUE} if unbounded or not a number
 * @param brokerSynonym the broker-level property that sets the default for all topics; null if there is none
 * @param doc what it does here
 */
public record ConfigKey(
        String name,
        Type type,
        String defaultValue,
        long min,
        @Nullable String brokerSynonym,
        String doc) {

    /** Types of values, with Kafka's names. */
    public enum Type {
        INT,
        LONG,
        DOUBLE,
        STRING,
        LIST
    }
}
