package io.deliverytracking.traces;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Options of a test, one said after the other. */
public final class OptionsFor {

    private final Map<String, String> columns = new HashMap<>();
    private Optional<Character> separator = Optional.empty();
    private Optional<Boolean> header = Optional.empty();
    private int skipLines;
    private TimeFormat timeFormat = TimeFormat.AUTO;
    private Optional<String> timePattern = Optional.empty();
    private Optional<ZoneId> timeZone = Optional.empty();
    private Optional<Instant> start = Optional.empty();
    private Optional<Origin> origin = Optional.empty();
    private SpeedUnit speedUnit = SpeedUnit.METRES_PER_SECOND;
    private int maxRows = TraceOptions.MOST_ROWS;

    public OptionsFor column(String what, String column) {
        columns.put(what, column);
        return this;
    }

    public OptionsFor separator(char newSeparator) {
        separator = Optional.of(newSeparator);
        return this;
    }

    public OptionsFor header(boolean newHeader) {
        header = Optional.of(newHeader);
        return this;
    }

    public OptionsFor skipLines(int lines) {
        skipLines = lines;
        return this;
    }

    public OptionsFor times(TimeFormat format) {
        timeFormat = format;
        return this;
    }

    public OptionsFor times(String pattern) {
        timeFormat = TimeFormat.PATTERN;
        timePattern = Optional.of(pattern);
        return this;
    }

    public OptionsFor zone(String zone) {
        timeZone = Optional.of(ZoneId.of(zone));
        return this;
    }

    public OptionsFor start(String instant) {
        start = Optional.of(Instant.parse(instant));
        return this;
    }

    public OptionsFor origin(String text) {
        origin = Optional.of(Origin.parse(text));
        return this;
    }

    public OptionsFor speeds(SpeedUnit unit) {
        speedUnit = unit;
        return this;
    }

    public OptionsFor maxRows(int rows) {
        maxRows = rows;
        return this;
    }

    public TraceOptions build() {
        return new TraceOptions(
                new ColumnNames(
                        column("rider"),
                        column("time"),
                        column("latitude"),
                        column("longitude"),
                        column("x"),
                        column("y"),
                        column("speed"),
                        column("heading")),
                separator,
                header,
                skipLines,
                timeFormat,
                timePattern,
                timeZone,
                start,
                origin,
                speedUnit,
                maxRows);
    }

    private Optional<String> column(String what) {
        return Optional.ofNullable(columns.get(what));
    }
}
