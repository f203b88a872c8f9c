package io.deliverytracking.demo.cli;

import io.deliverytracking.demo.services.ReplayPlan;
import io.deliverytracking.traces.ColumnNames;
import io.deliverytracking.traces.OptionWords;
import io.deliverytracking.traces.Origin;
import io.deliverytracking.traces.SpeedUnit;
import io.deliverytracking.traces.TimeFormat;
import io.deliverytracking.traces.TraceException;
import io.deliverytracking.traces.TraceOptions;
import io.deliverytracking.traces.TraceReport;
import io.deliverytracking.traces.read.TraceReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of {@code demo} that say what is replayed and how, and what they mean: to the reader of traces, for a look before
 * anything is started, and as properties to the simulator, which reads the same files in the same way.
 *
 * <p>Failure: {@link IllegalArgumentException} with a sentence for the user.
 */
final class ReplayOptions {

    private static final double USUAL_SPEED_UP = 60;
    private static final int MOST_RIDERS = 2_000_000;
    private static final List<String> COLUMNS =
            List.of("rider", "time", "latitude", "longitude", "x", "y", "speed", "heading");

    @Option(
            names = "--replay",
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "CSV and GPX files, folders and zip archives of them; several are one trace. Where no column names"
                            + " the rider, each file is a rider; in GPX each track is one.")
    private List<Path> paths = List.of();

    @Option(
            names = "--speed-up",
            paramLabel = "FACTOR",
            description = "How much faster than it happened (default: 60, an hour a minute).")
    private @Nullable Double speedUp;

    @Option(names = "--loop", description = "Begin anew at the end, until --duration or Ctrl-C; time goes on.")
    private boolean loop;

    @Option(
            names = "--copies",
            paramLabel = "N",
            description = "Each rider rides N times, shifted in space and time. Or --riders N: as many copies as make N"
                    + " riders; fewer than the trace has are its first ones.")
    private @Nullable Integer copies;

    @Option(
            names = "--columns",
            paramLabel = "WHAT=COLUMN",
            split = ",",
            description =
                    "Columns by name, or by position from 1: rider (or rider=file), time (time=day+hour joins two),"
                            + " latitude, longitude, x, y, speed, heading. What is not said is found by usual names.")
    private Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            description = "Between fields: one character, tab or blank; found out without it.")
    private @Nullable String separator;

    @Option(
            names = "--header",
            paramLabel = "true|false",
            arity = "1",
            description = "Whether a line names the columns; found out without it.")
    private @Nullable Boolean header;

    @Option(
            names = "--skip-lines",
            paramLabel = "N",
            description = "Lines at the top of each file that are neither names nor fixes.")
    private @Nullable Integer skipLines;

    @Option(
            names = "--time-format",
            paramLabel = "FORMAT",
            description = "auto (default: ISO 8601, or a number of seconds or milliseconds), iso-8601, epoch-seconds,"
                    + " epoch-milliseconds, or a pattern such as \"dd.MM.yyyy HH:mm:ss\".")
    private @Nullable String timeFormat;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "For times without an offset, such as America/Chicago.")
    private @Nullable String timeZone;

    @Option(
            names = "--start",
            paramLabel = "INSTANT",
            description =
                    "When the first fix was taken, such as 2022-06-01T09:00:00Z, or now: for clocks that count from an"
                            + " unknown moment, and to give an old trace a new date.")
    private @Nullable String start;

    @Option(
            names = "--origin",
            paramLabel = "LAT,LON",
            description = "For positions in metres: columns x (east) and y (north) count from here.")
    private @Nullable String origin;

    @Option(
            names = "--speed-unit",
            paramLabel = "UNIT",
            description = "metres-per-second (default), kilometres-per-hour, miles-per-hour or knots.")
    private @Nullable String speedUnit;

    boolean isAsked() {
        return !paths.isEmpty();
    }

    /** The first option here that means nothing without {@code --replay}. */
    Optional<String> firstGiven() {
        Map<String, Object> given = new LinkedHashMap<>();
        put(given, "--speed-up", speedUp);
        put(given, "--loop", loop ? true : null);
        put(given, "--copies", copies);
        put(given, "--columns", columns.isEmpty() ? null : columns);
        put(given, "--separator", separator);
        put(given, "--header", header);
        put(given, "--skip-lines", skipLines);
        put(given, "--time-format", timeFormat);
        put(given, "--time-zone", timeZone);
        put(given, "--start", start);
        put(given, "--origin", origin);
        put(given, "--speed-unit", speedUnit);
        return given.keySet().stream().findFirst();
    }

    /** Reads as far as the first fix. */
    void check(Optional<Integer> riders) {
        traceOptions();
        checkNumbers(riders);
        read(reader -> {
            reader.check(paths);
            return paths;
        });
    }

    /** Reads everything, keeping nothing. */
    ReplayPlan survey(Optional<Integer> riders) {
        checkNumbers(riders);
        TraceReport trace = read(reader -> reader.survey(paths));
        long all = riders.map(Integer::longValue).orElse((long) trace.riders() * (copies == null ? 1 : copies));
        if (all > MOST_RIDERS) {
            throw new IllegalArgumentException("--copies " + copies + " of " + trace.riders() + " riders are " + all
                    + "; " + MOST_RIDERS + " are possible");
        }
        return new ReplayPlan(trace, (int) all, speedUp == null ? USUAL_SPEED_UP : speedUp, loop);
    }

    /** For the simulator. */
    Map<String, String> properties(Optional<Integer> riders) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            put(properties, "file[" + i + "]", paths.get(i).toAbsolutePath());
        }
        put(properties, "speed-up", speedUp);
        put(properties, "loop", loop ? true : null);
        put(properties, "riders", riders.orElse(null));
        put(properties, "copies", copies);
        columns.forEach((what, column) -> put(properties, what + "-column", column));
        put(properties, "separator", separator);
        put(properties, "header", header);
        put(properties, "skip-lines", skipLines);
        put(properties, "time-format", timeFormat);
        put(properties, "time-zone", timeZone);
        put(properties, "start", start);
        put(properties, "origin", origin);
        put(properties, "speed-unit", speedUnit);
        Map<String, String> texts = new LinkedHashMap<>();
        properties.forEach((name, value) -> texts.put("simulator.replay." + name, value.toString()));
        return texts;
    }

    private <T> T read(Function<TraceReader, T> look) {
        try {
            return look.apply(new TraceReader(traceOptions()));
        } catch (TraceException e) {
            String reason = e.getMessage() + "\nHow files are read say --columns, --separator, --header, --skip-lines,"
                    + " --time-format, --time-zone, --start and --origin.";
            throw new IllegalArgumentException(reason.replace("\n", System.lineSeparator() + "          "), e);
        }
    }

    private void checkNumbers(Optional<Integer> riders) {
        if (speedUp != null && !(speedUp > 0 && speedUp <= 1e6)) {
            throw new IllegalArgumentException(
                    "--speed-up is " + speedUp + "; more than 0 and at most 1000000 are possible");
        }
        if (copies != null && (copies < 1 || copies > MOST_RIDERS)) {
            throw new IllegalArgumentException("--copies is " + copies + "; 1 to " + MOST_RIDERS + " are possible");
        }
        if (copies != null && riders.isPresent()) {
            throw new IllegalArgumentException("--copies and --riders say the same in two ways; one of them is enough");
        }
        if (skipLines != null && skipLines < 0) {
            throw new IllegalArgumentException("--skip-lines is " + skipLines + "; 0 or more are possible");
        }
    }

    private TraceOptions traceOptions() {
        columns.keySet().forEach(what -> {
            if (!COLUMNS.contains(what)) {
                throw new IllegalArgumentException("--columns knows " + String.join(", ", COLUMNS) + "; not " + what);
            }
        });
        String format = timeFormat == null ? "auto" : timeFormat;
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
                said("--separator", separator, OptionWords::separator),
                Optional.ofNullable(header),
                skipLines == null ? 0 : Math.max(0, skipLines),
                TimeFormat.named(format).orElse(TimeFormat.PATTERN),
                said("--time-format", format, OptionWords::timePattern).flatMap(pattern -> pattern),
                said("--time-zone", timeZone, OptionWords::timeZone),
                said("--start", start, text -> OptionWords.start(text, Instant.now())),
                said("--origin", origin, Origin::parse),
                said("--speed-unit", speedUnit, ReplayOptions::unit).orElse(SpeedUnit.METRES_PER_SECOND),
                TraceOptions.MOST_ROWS);
    }

    private Optional<String> column(String what) {
        return Optional.ofNullable(columns.get(what));
    }

    private static SpeedUnit unit(String text) {
        try {
            return SpeedUnit.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is none; possible are metres-per-second, kilometres-per-hour, miles-per-hour, knots",
                    e);
        }
    }

    /** What an option's text means, with its name before what is wrong with it. */
    private static <T> Optional<T> said(String option, @Nullable String text, Function<String, T> words) {
        try {
            return Optional.ofNullable(text).map(words);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
