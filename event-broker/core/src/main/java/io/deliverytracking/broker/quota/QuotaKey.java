package io.deliverytracking.broker.quota;

import org.jspecify.annotations.Nullable;

/** The quotas of users and client ids that this broker enforces, under Apache Kafka's names. */
public enum QuotaKey {
    /** Bytes a second that a client may send in Produce requests. */
    PRODUCER_BYTE_RATE("producer_byte_rate"),
    /** Bytes a second that a client may be sent in Fetch responses. */
    CONSUMER_BYTE_RATE("consumer_byte_rate");

    private static final QuotaKey[] KEYS = values();

    private final String text;

    QuotaKey(String text) {
        this.text = text;
    }

    /** The key as the wire writes it. */
    public String text() {
        return text;
    }

    /** The key of this name, or null if this broker enforces no such quota. */
    public static @Nullable QuotaKey find(String text) {
        for (QuotaKey key : KEYS) {
            if (key.text.equals(text)) {
                return key;
            }
        }
        return null;
    }
}
