package io.deliverytracking.demo.cli;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 08:00} or {@code 19:30:15}. */
final class TimeOfDayOption implements ITypeConverter<LocalTime> {

    @Override
    public LocalTime convert(String value) {
        try {
            return LocalTime.parse(value);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'" + value + "' is no time of day; 08:00 and 19:30 are");
        }
    }
}
