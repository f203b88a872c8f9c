package io.deliverytracking.simulator.domain.replay;

import io.deliverytracking.events.Limits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of one row to the numbers of a fix, or the reason why not. The numbers stay in the parser until the next row.
 *
 * <p>Speed and heading are extras: where they are absent or make no sense the fix goes without.
 */
final class RowParser {

    /** The file does not say; it follows from the way. */
    static final int UNKNOWN = -1;

    private final Columns columns;
    private final TimeParser times;
    private final SpeedUnit speedUnit;

    String rider = "";
    long timeMs;
    int latitudeE7;
    int longitudeE7;
    int speedCmS;
    int headingDeg;

    RowParser(Columns columns, ReplayOptions options) {
        this.columns = columns;
        this.times = new TimeParser(options.timeFormat(), options.timeZone());
        this.speedUnit = options.speedUnit();
    }

    /** Null if the row is a fix. */
    @Nullable
    RowProblem parse(List<String> fields) {
        if (fields.size() < columns.fewestFields()) {
            return RowProblem.TOO_FEW_FIELDS;
        }
        rider = fields.get(columns.rider());
        if (rider.isEmpty()) {
            return RowProblem.NO_RIDER;
        }
        timeMs = times.parse(fields.get(columns.time()));
        if (timeMs == TimeParser.UNREADABLE) {
            return RowProblem.TIME_UNREADABLE;
        }
        if (timeMs == TimeParser.WITHOUT_OFFSET) {
            return RowProblem.TIME_WITHOUT_OFFSET;
        }
        if (timeMs == TimeParser.OUT_OF_RANGE) {
            return RowProblem.TIME_OUT_OF_RANGE;
        }
        double latitude = number(fields, columns.latitude());
        if (Double.isNaN(latitude)) {
            return RowProblem.LATITUDE_UNREADABLE;
        }
        double longitude = number(fields, columns.longitude());
        if (Double.isNaN(longitude)) {
            return RowProblem.LONGITUDE_UNREADABLE;
        }
        if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            return RowProblem.POSITION_OUT_OF_RANGE;
        }
        if (latitude == 0 && longitude == 0) {
            return RowProblem.NO_POSITION;
        }
        latitudeE7 = (int) Math.round(latitude * 1e7);
        longitudeE7 = (int) Math.round(longitude * 1e7);
        speedCmS = speed(number(fields, columns.speed()));
        headingDeg = heading(number(fields, columns.heading()));
        return null;
    }

    private int speed(double speed) {
        double cmS = speedUnit.toCentimetresPerSecond(speed);
        return cmS >= 0 && cmS <= Limits.MAX_SPEED_CM_S ? (int) Math.round(cmS) : UNKNOWN;
    }

    private static int heading(double degrees) {
        return degrees >= -360 && degrees <= 720 ? Math.floorMod(Math.round(degrees), 360) : UNKNOWN;
    }

    /** NaN if there is no such field, or no number in it. */
    private static double number(List<String> fields, int column) {
        if (column < 0 || column >= fields.size()) {
            return Double.NaN;
        }
        String field = fields.get(column);
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
