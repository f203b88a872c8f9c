package io.deliverytracking.broker.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
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

    /** A value as it is read, however it was written; one that is not legal as it was written. */
    public String canonical(String value) {
        String text = value.trim();
        try {
            return switch (type) {
                case BOOLEAN -> text.toLowerCase(Locale.ROOT);
                case INT, LONG -> Long.toString(Long.parseLong(text));
                case DOUBLE -> Double.toString(Double.parseDouble(text));
                case STRING -> text;
                case LIST ->
                    Arrays.stream(text.split(",", -1))
                            .map(String::trim)
                            .distinct()
                            .collect(Collectors.joining(","));
            };
        } catch (NumberFormatException e) {
            return value;
        }
    }

    /** Types of values, with Kafka's names. */
    public enum Type {
        BOOLEAN,
        INT,
        LONG,
        DOUBLE,
        STRING,
        LIST
    }
}
