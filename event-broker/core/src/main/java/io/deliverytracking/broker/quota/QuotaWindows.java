package io.deliverytracking.broker.quota;

import java.util.Map;

/**
 * Over how long a rate is measured.
 *
 * @param count {@code quota.window.num}: windows, the current one included; 11 by default
 * @param sizeMs {@code quota.window.size.seconds}, in milliseconds; 1,000 by default
 */
public record QuotaWindows(int count, long sizeMs) {

    /** Apache Kafka's: ten whole windows of a second, and the current one. */
    public static final QuotaWindows DEFAULT = new QuotaWindows(11, 1_000);

    public QuotaWindows {
        if (count < 2 || sizeMs < 1) {
            throw new IllegalArgumentException("quota.window.num=" + count
                    + " must be at least 2, for a current window and a whole one, and quota.window.size.seconds="
                    + sizeMs / 1_000 + " at least 1");
        }
    }

    /**
     * Reads both properties; what is missing has Apache Kafka's default.
     *
     * @throws IllegalArgumentException naming the property that is no number or too small
     */
    public static QuotaWindows from(Map<String, String> properties) {
        return new QuotaWindows(
                integer(properties, "quota.window.num", DEFAULT.count),
                1_000L * integer(properties, "quota.window.size.seconds", 1));
    }

    /** What all windows but the current one span together. */
    long wholeMs() {
        return (count - 1) * sizeMs;
    }

    private static int integer(Map<String, String> properties, String name, int defaultValue) {
        String text = properties.get(name);
        if (text == null) {
            return defaultValue;
        }
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not a whole number", e);
        }
    }
}
