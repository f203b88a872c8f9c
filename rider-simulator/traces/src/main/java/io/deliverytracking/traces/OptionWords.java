package io.deliverytracking.traces;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The values of {@link TraceOptions} as people write them. What is wrong is an {@link IllegalArgumentException} with a
 * sentence that begins with the value, for whoever knows the name of the option.
 */
public final class OptionWords {

    private OptionWords() {}

    /** One character, {@code tab} or {@code blank}. */
    public static char separator(String text) {
        if (text.equalsIgnoreCase("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.equalsIgnoreCase("blank")) {
            return ' ';
        }
        if (text.length() != 1 || text.charAt(0) == '"') {
            throw new IllegalArgumentException("\"" + text + "\" is neither one character nor \"tab\" nor \"blank\"");
        }
        return text.charAt(0);
    }

    /** A name such as {@code America/Chicago}, or an offset. */
    public static ZoneId timeZone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no time zone; America/Chicago and +01:00 are", e);
        }
    }

    /** An instant such as {@code 2022-06-01T09:00:00Z}, or {@code now}. */
    public static Instant start(String text, Instant now) {
        try {
            return text.equalsIgnoreCase("now") ? now : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither an instant such as 2022-06-01T09:00:00Z nor \"now\"", e);
        }
    }

    /** The pattern that a time format is; empty if it is one of the names of {@link TimeFormat}. */
    public static Optional<String> timePattern(String format) {
        if (TimeFormat.named(format).isPresent()) {
            return Optional.empty();
        }
        try {
            TimeParser.formatter(format);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + format + "\" is neither auto, iso-8601, epoch-seconds nor epoch-milliseconds, nor a pattern"
                            + " such as \"dd.MM.yyyy HH:mm:ss\": " + e.getMessage(),
                    e);
        }
        return Optional.of(format);
    }
}
