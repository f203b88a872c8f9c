package io.deliverytracking.simulator.domain.replay;

import java.time.ZoneId;
import java.util.Optional;

/**
 * How to read a file of fixes. Empty options are found out from the file.
 *
 * @param rider column of the rider, by header name (case does not matter) or position from 1
 * @param time column of the time
 * @param latitude column of the latitude in degrees
 * @param longitude column of the longitude in degrees
 * @param speed column of the speed; without one it follows from the way between two fixes
 * @param heading column of the heading in degrees; without one it follows from the way
 * @param separator between fields; empty: the one of comma, semicolon, tab and bar that the first line has most of
 * @param header whether the first line names the columns; empty: unless it reads like data
 * @param timeFormat how times are written
 * @param timeZone for times without an offset; without it they are unreadable
 * @param speedUnit of the speed column
 * @param maxRows refuse files with more rows; each takes up to 120 bytes of memory while it is read, and 24 after
 */
public record ReplayOptions(
        Optional<String> rider,
        Optional<String> time,
        Optional<String> latitude,
        Optional<String> longitude,
        Optional<String> speed,
        Optional<String> heading,
        Optional<Character> separator,
        Optional<Boolean> header,
        TimeFormat timeFormat,
        Optional<ZoneId> timeZone,
        SpeedUnit speedUnit,
        int maxRows) {

    /** Everything found out from the file; speeds in metres a second. */
    public static ReplayOptions defaults() {
        return new ReplayOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                TimeFormat.AUTO,
                Optional.empty(),
                SpeedUnit.METRES_PER_SECOND,
                5_000_000);
    }
}
