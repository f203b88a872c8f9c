package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.events.Limits;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Times of a file to milliseconds since the epoch. */
final class TimeParser {

    static final long UNREADABLE = Long.MIN_VALUE;
    static final long WITHOUT_OFFSET = Long.MIN_VALUE + 1;
    static final long OUT_OF_RANGE = Long.MIN_VALUE + 2;

    /** Epochs above this are milliseconds: as seconds this would be the year 5138, as milliseconds it is 1973. */
    private static final double FIRST_MILLISECONDS = 1e11;

    /** 2015-03-08T01:40:54.5-06:00, with a blank for the T, seconds left out, and -06:00, -0600, -06, Z or nothing. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendPattern("[' '][XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private final TimeFormat format;
    private final Optional<ZoneId> zone;

    TimeParser(TimeFormat format, Optional<ZoneId> zone) {
        this.format = format;
        this.zone = zone;
    }

    /** Milliseconds since the epoch, or one of the constants. */
    long parse(String text) {
        if (format == TimeFormat.ISO_8601) {
            return parseIso(text);
        }
        double number = number(text);
        if (!Double.isNaN(number)) {
            boolean seconds = format == TimeFormat.EPOCH_SECONDS
                    || (format == TimeFormat.AUTO && Math.abs(number) < FIRST_MILLISECONDS);
            return inRange(seconds ? number * 1000 : number);
        }
        return format == TimeFormat.AUTO ? parseIso(text) : UNREADABLE;
    }

    private long parseIso(String text) {
        try {
            TemporalAccessor time = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            if (time instanceof OffsetDateTime withOffset) {
                return inRange((double) withOffset.toInstant().toEpochMilli());
            }
            if (zone.isEmpty()) {
                return WITHOUT_OFFSET;
            }
            return inRange((double)
                    ((LocalDateTime) time).atZone(zone.get()).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    private static long inRange(double ms) {
        long rounded = Math.round(ms);
        return rounded >= 1 && rounded <= Limits.MAX_EVENT_TIME_MS ? rounded : OUT_OF_RANGE;
    }

    private static double number(String text) {
        try {
            return text.isEmpty() || Character.isLetter(text.charAt(text.length() - 1))
                    ? Double.NaN
                    : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
