package io.deliverytracking.demo.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 120s}, {@code 5m}, {@code 1h30m}, {@code PT2M}, or plain seconds. */
final class DurationOption implements ITypeConverter<Duration> {

    /** Far below the 292 years at which nanoseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(366);

    @Override
    public Duration convert(String value) {
        try {
            String text = value.toUpperCase(Locale.ROOT);
            Duration duration = text.matches("[0-9]+")
                    ? Duration.parse("PT" + text + "S")
                    : Duration.parse(text.startsWith("P") ? text : "PT" + text);
            if (duration.isNegative() || duration.isZero()) {
                throw new TypeConversionException("'" + value + "' is no time to run for");
            }
            if (duration.compareTo(LONGEST) > 0) {
                throw new TypeConversionException(
                        "'" + value + "' is longer than a year; without it Ctrl-C ends the demo");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + value + "' is no duration; 120s, 5m and 1h30m are");
        }
    }
}
