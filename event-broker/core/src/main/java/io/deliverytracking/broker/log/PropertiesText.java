package io.deliverytracking.broker.log;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small text files of names and values, one a line: {@code meta.properties}, {@code partition.metadata}. */
final class PropertiesText {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Reads lines of {@code name<separator>value}; blank lines and those that start with # say nothing. */
    static PropertiesText parse(String text, char separator) {
        PropertiesText properties = new PropertiesText();
        for (String line : text.split("\n", -1)) {
            int at = line.indexOf(separator);
            if (at > 0 && line.charAt(0) != '#') {
                properties.values.put(
                        line.substring(0, at).trim(), line.substring(at + 1).trim());
            }
        }
        return properties;
    }

    PropertiesText put(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String toText(String separator) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) ->
                text.append(name).append(separator).append(value).append('\n'));
        return text.toString();
    }
}
