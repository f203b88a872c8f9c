package io.deliverytracking.demo.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 120s}, {@code 5m}, {@code 1h30m}, {@code PT2M}, or plain seconds. */
final class DurationOption implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String value) {
        try {
            String text = value.toUpperCase(Locale.ROOT);
            Duration duration = text.matches("[0-9]+")
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.parse(text.startsWith("P") ? text : "PT" + text);
            if (duration.isNegative() || duration.isZero()) {
                throw new TypeConversionException("'" + value + "' is no time to run for");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + value + "' is no duration; 120s, 5m and 1h30m are");
        }
    }
}
