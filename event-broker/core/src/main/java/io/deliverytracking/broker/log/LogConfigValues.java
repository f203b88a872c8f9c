package io.deliverytracking.broker.log;

import java.util.Map;
import java.util.Objects;

/** Topic properties as strings, read by type with the checks that {@link LogConfigKeys} asks for. */
final class LogConfigValues {

    private final Map<String, String> values;

    LogConfigValues(Map<String, String> values) {
        this.values = values;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String name = entry.getKey();
            if (LogConfigKeys.find(name) == null && !name.equals(LogConfigKeys.INTERNAL_SEGMENT_BYTES)) {
                throw new InvalidLogConfigException(name, entry.getValue(), "Unknown topic config name: " + name);
            }
        }
    }

    String stringValue(String name) {
        String value = values.get(name);
        return value == null ? key(name).defaultValue() : value.trim();
    }

    int intValue(String name) {
        return intValueAtLeast(name, key(name).min());
    }

    int intValueAtLeast(String name, long min) {
        String value = stringValue(name);
        try {
            return (int) atLeast(name, Integer.parseInt(value), min);
        } catch (NumberFormatException e) {
            throw new InvalidLogConfigException(name, value, "Not a number of type INT");
        }
    }

    long longValue(String name) {
        String value = stringValue(name);
        try {
            return atLeast(name, Long.parseLong(value), key(name).min());
        } catch (NumberFormatException e) {
            throw new InvalidLogConfigException(name, value, "Not a number of type LONG");
        }
    }

    /** A number from 0 to 1. */
    double ratioValue(String name) {
        String ratio = stringValue(name);
        try {
            double value = Double.parseDouble(ratio);
            if (!(value >= 0 && value <= 1)) {
                throw new InvalidLogConfigException(name, ratio, "Value must be between 0 and 1");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new InvalidLogConfigException(name, ratio, "Not a number of type DOUBLE");
        }
    }

    /** Checks a value that nothing reads. */
    void requireBoolean(String name) {
        String value = stringValue(name);
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new InvalidLogConfigException(name, value, "Expected value to be either true or false");
        }
    }

    private static long atLeast(String name, long value, long min) {
        if (value < min) {
            throw new InvalidLogConfigException(name, Long.toString(value), "Value must be at least " + min);
        }
        return value;
    }

    private static ConfigKey key(String name) {
        return Objects.requireNonNull(LogConfigKeys.find(name), name);
    }
}
