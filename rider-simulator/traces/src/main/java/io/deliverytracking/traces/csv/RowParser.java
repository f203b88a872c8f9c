package io.deliverytracking.traces.csv;

import io.deliverytracking.events.Limits;
import io.deliverytracking.traces.Origin;
import io.deliverytracking.traces.RawFix;
import io.deliverytracking.traces.RowProblem;
import io.deliverytracking.traces.SpeedUnit;
import io.deliverytracking.traces.TimeParser;
import io.deliverytracking.traces.TraceOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of one row to the numbers of a fix, or the reason why not. The numbers stay in the parser until the next row.
 *
 * <p>Speed and heading are extras: where they are absent or make no sense the fix goes without.
 */
final class RowParser {

    private static final int LONGEST_RIDER = 200;

    private final Columns columns;
    private final TimeParser times;
    private final SpeedUnit speedUnit;
    private final Origin origin;
    private final String fileRider;
    private final boolean decimalCommas;

    /** Of the row last parsed. */
    final RawFix fix = new RawFix();

    String rider = "";

    /** @param fileRider the rider where there is no column for it */
    RowParser(Columns columns, TraceOptions options, char separator, String fileRider) {
        this.columns = columns;
        this.times = new TimeParser(options);
        this.speedUnit = options.speedUnit();
        this.origin = options.origin().orElse(new Origin(0, 0));
        this.fileRider = fileRider;
        this.decimalCommas = separator != ',';
    }

    /** Null if the row is a fix. */
    @Nullable
    RowProblem parse(List<String> fields) {
        if (fields.size() < columns.fewestFields()) {
            return RowProblem.TOO_FEW_FIELDS;
        }
        rider = columns.rider() < 0 ? fileRider : fields.get(columns.rider());
        if (rider.isEmpty()) {
            return RowProblem.NO_RIDER;
        }
        if (rider.length() > LONGEST_RIDER) {
            return RowProblem.RIDER_NAME_TOO_LONG;
        }
        RowProblem problem = parseTime(fields);
        if (problem == null) {
            problem = columns.metric() ? parseMetres(fields) : parseDegrees(fields);
        }
        if (problem == null) {
            fix.speedCmS = speed(number(fields, columns.speed()));
            fix.headingDeg = heading(number(fields, columns.heading()));
        }
        return problem;
    }

    private @Nullable RowProblem parseTime(List<String> fields) {
        String text = fields.get(columns.time().get(0));
        for (int i = 1; i < columns.time().size(); i++) {
            text = text + " " + fields.get(columns.time().get(i));
        }
        fix.timeMs = times.parse(text);
        if (fix.timeMs == TimeParser.UNREADABLE) {
            return RowProblem.TIME_UNREADABLE;
        }
        if (fix.timeMs == TimeParser.WITHOUT_OFFSET) {
            return RowProblem.TIME_WITHOUT_OFFSET;
        }
        return fix.timeMs == TimeParser.OUT_OF_RANGE ? RowProblem.TIME_OUT_OF_RANGE : null;
    }

    private @Nullable RowProblem parseDegrees(List<String> fields) {
        double latitude = number(fields, columns.north());
        if (Double.isNaN(latitude)) {
            return RowProblem.LATITUDE_UNREADABLE;
        }
        double longitude = number(fields, columns.east());
        if (Double.isNaN(longitude)) {
            return RowProblem.LONGITUDE_UNREADABLE;
        }
        if (latitude == 0 && longitude == 0) {
            return RowProblem.NO_POSITION;
        }
        return take(latitude, longitude);
    }

    private @Nullable RowProblem parseMetres(List<String> fields) {
        double x = number(fields, columns.east());
        if (Double.isNaN(x)) {
            return RowProblem.X_UNREADABLE;
        }
        double y = number(fields, columns.north());
        if (Double.isNaN(y)) {
            return RowProblem.Y_UNREADABLE;
        }
        if (Math.abs(x) > Origin.FARTHEST_M || Math.abs(y) > Origin.FARTHEST_M) {
            return RowProblem.POSITION_OUT_OF_RANGE;
        }
        return take(origin.latitudeOf(y), origin.longitudeOf(x));
    }

    private @Nullable RowProblem take(double latitude, double longitude) {
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            return RowProblem.POSITION_OUT_OF_RANGE;
        }
        fix.latitudeE7 = (int) Math.round(latitude * 1e7);
        fix.longitudeE7 = (int) Math.round(longitude * 1e7);
        return null;
    }

    private int speed(double speed) {
        double cmS = speedUnit.toCentimetresPerSecond(speed);
        return cmS >= 0 && cmS <= Limits.MAX_SPEED_CM_S ? (int) Math.round(cmS) : RawFix.UNKNOWN;
    }

    private static int heading(double degrees) {
        return degrees >= -360 && degrees <= 720 ? Math.floorMod(Math.round(degrees), 360) : RawFix.UNKNOWN;
    }

    /** NaN if there is no such field, or no number in it. */
    private double number(List<String> fields, int column) {
        if (column < 0 || column >= fields.size()) {
            return Double.NaN;
        }
        String field = fields.get(column);
        if (decimalCommas && field.indexOf(',') >= 0) {
            field = field.replace(',', '.');
        }
        if (field.isEmpty()) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(field);
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
