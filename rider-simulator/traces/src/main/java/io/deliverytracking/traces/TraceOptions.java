package io.deliverytracking.traces;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How to read files of fixes. Empty options are found out from the file. GPX says most of this itself; of these only the
 * zone (for times without an offset, which GPX should not have), the start and the limit apply to it.
 *
 * @param columns which is which
 * @param separator between fields; empty: the one of comma, semicolon, tab and bar that the first line has most of
 * @param header whether a line names the columns; empty: unless the first line reads like data
 * @param skipLines lines at the top of each file that are neither header nor fixes
 * @param timeFormat how times are written
 * @param timePattern of {@link java.time.format.DateTimeFormatter}; only with {@link TimeFormat#PATTERN}
 * @param timeZone for times without an offset; without it they are unreadable, unless there is a start
 * @param start when the first fix of all is to have been taken; the others follow at their distances. For clocks that
 *     count from an unknown moment, and to give an old trace a new date
 * @param origin of columns x and y; with one, positions are in metres
 * @param speedUnit of the speed column
 * @param maxRows refuse more rows than this; each takes up to 120 bytes of memory while it is read, and 24 after
 */
public record TraceOptions(
        ColumnNames columns,
        Optional<Character> separator,
        Optional<Boolean> header,
        int skipLines,
        TimeFormat timeFormat,
        Optional<String> timePattern,
        Optional<ZoneId> timeZone,
        Optional<Instant> start,
        Optional<Origin> origin,
        SpeedUnit speedUnit,
        int maxRows) {

    /** More than a demo sends in an hour at full rate would need; 600 MB of memory while it is read. */
    public static final int MOST_ROWS = 5_000_000;

    public TraceOptions {
        if (timePattern.isPresent() != (timeFormat == TimeFormat.PATTERN)) {
            throw new IllegalArgumentException("a pattern goes with the time format PATTERN, and only with it");
        }
        if (skipLines < 0) {
            throw new IllegalArgumentException("can't skip " + skipLines + " lines");
        }
    }

    /** Everything found out from the file; speeds in metres a second. */
    public static TraceOptions defaults() {
        return new TraceOptions(
                ColumnNames.unknown(),
                Optional.empty(),
                Optional.empty(),
                0,
                TimeFormat.AUTO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SpeedUnit.METRES_PER_SECOND,
                MOST_ROWS);
    }
}
