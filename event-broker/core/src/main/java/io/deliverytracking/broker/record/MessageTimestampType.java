package io.deliverytracking.broker.record;

import java.util.Locale;

/** What a record's timestamp means: {@code message.timestamp.type} of a topic, and one bit of a batch's attributes. */
public enum MessageTimestampType {
    /** The producer's time of sending; stable when a batch is sent again. */
    CREATE_TIME("CreateTime"),
    /** The leader's time of appending; one value for all records of a batch. */
    LOG_APPEND_TIME("LogAppendTime");

    private final String configValue;

    MessageTimestampType(String configValue) {
        this.configValue = configValue;
    }

    /** Kafka's spelling in configurations. */
    public String configValue() {
        return configValue;
    }

    /** The type that Kafka's spelling means. */
    public static MessageTimestampType ofConfigValue(String value) {
        for (MessageTimestampType type : values()) {
            if (type.configValue.equals(value)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "'%s' is neither CreateTime nor LogAppendTime", value));
    }
}
