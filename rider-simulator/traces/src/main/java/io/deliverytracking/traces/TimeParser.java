package io.deliverytracking.traces;

import io.deliverytracking.events.Limits;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * Times of a file to milliseconds since the epoch; with a start, since any moment, before 1970 too.
 *
 * <p>A local time that a change to daylight saving skips is taken as if the clock had not been changed; of one that
 * happens twice it is the first.
 */
public final class TimeParser {

    public static final long UNREADABLE = Long.MIN_VALUE;
    public static final long WITHOUT_OFFSET = Long.MIN_VALUE + 1;
    public static final long OUT_OF_RANGE = Long.MIN_VALUE + 2;

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
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private final TimeFormat format;
    private final DateTimeFormatter formatter;
    private final Optional<ZoneId> zone;
    private final boolean relative;
    private final IsoTime usual = new IsoTime();

    /** @throws IllegalArgumentException if the pattern is none */
    public TimeParser(TraceOptions options) {
        format = options.timeFormat();
        formatter = options.timePattern().map(TimeParser::formatter).orElse(ISO);
        zone = options.timeZone();
        relative = options.start().isPresent();
    }

    /**
     * What a pattern means; month and half-day names are English. The 30th of February is no day, as it would be for a
     * formatter by itself: that takes the letter y for the year of an era, and is lenient so that nobody need name one.
     */
    public static DateTimeFormatter formatter(String pattern) {
        boolean era = pattern.indexOf('G') >= 0;
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(era ? pattern : withPlainYears(pattern))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(era ? ResolverStyle.SMART : ResolverStyle.STRICT);
    }

    private static String withPlainYears(String pattern) {
        StringBuilder plain = new StringBuilder();
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            quoted ^= c == '\'';
            plain.append(c == 'y' && !quoted ? 'u' : c);
        }
        return plain.toString();
    }

    /** Milliseconds, or one of the constants. */
    public long parse(String text) {
        if (format == TimeFormat.ISO_8601 || format == TimeFormat.PATTERN) {
            return parseWritten(text);
        }
        double number = number(text);
        if (!Double.isNaN(number)) {
            boolean seconds = format == TimeFormat.EPOCH_SECONDS
                    || (format == TimeFormat.AUTO && Math.abs(number) < FIRST_MILLISECONDS);
            return inRange(seconds ? number * 1000 : number);
        }
        return format == TimeFormat.AUTO ? parseWritten(text) : UNREADABLE;
    }

    private long parseWritten(String text) {
        if (format == TimeFormat.PATTERN || !usual.parse(text)) {
            return parseUnusual(text);
        }
        if (usual.hasOffset) {
            return inRange((double) (usual.localMs - usual.offsetMs));
        }
        if (zone.isPresent()) {
            LocalDateTime local = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(usual.localMs, 1_000L),
                    Math.floorMod(usual.localMs, 1_000) * 1_000_000,
                    ZoneOffset.UTC);
            return inRange((double) local.atZone(zone.get()).toInstant().toEpochMilli());
        }
        return relative ? inRange((double) usual.localMs) : WITHOUT_OFFSET;
    }

    private long parseUnusual(String text) {
        try {
            // Not parseBest: it throws inside for every time without an offset.
            TemporalAccessor time = formatter.parse(text);
            if (time.isSupported(ChronoField.INSTANT_SECONDS)) {
                return inRange((double) Instant.from(time).toEpochMilli());
            }
            LocalDate date = time.query(TemporalQueries.localDate());
            LocalTime clock = time.query(TemporalQueries.localTime());
            if (clock == null) {
                return UNREADABLE;
            }
            if (date == null) {
                // It can only be a distance from the start.
                return relative ? clock.toNanoOfDay() / 1_000_000 : UNREADABLE;
            }
            if (zone.isEmpty() && !relative) {
                return WITHOUT_OFFSET;
            }
            return inRange((double) date.atTime(clock)
                    .atZone(zone.orElse(ZoneOffset.UTC))
                    .toInstant()
                    .toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    private long inRange(double ms) {
        long rounded = Math.round(ms);
        long first = relative ? -Limits.MAX_EVENT_TIME_MS : 1;
        return rounded >= first && rounded <= Limits.MAX_EVENT_TIME_MS ? rounded : OUT_OF_RANGE;
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
