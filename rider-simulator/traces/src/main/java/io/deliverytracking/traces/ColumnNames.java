package io.deliverytracking.traces;

import java.util.Optional;

/**
 * Which columns of a CSV file are which, as told: by name in the header (case does not matter) or by position from 1.
 * What is empty is found by the names that such files usually use.
 *
 * @param rider {@link #FILE} makes each file a rider of its own, whatever columns it has
 * @param time may be several joined with a blank: {@code date+time}, {@code 6+7}
 * @param latitude in degrees
 * @param longitude in degrees
 * @param x metres to the east of the origin
 * @param y metres to the north of the origin
 * @param speed without one it follows from the way between two fixes
 * @param heading in degrees; without one it follows from the way
 */
public record ColumnNames(
        Optional<String> rider,
        Optional<String> time,
        Optional<String> latitude,
        Optional<String> longitude,
        Optional<String> x,
        Optional<String> y,
        Optional<String> speed,
        Optional<String> heading) {

    /** In the place of the rider's column. */
    public static final String FILE = "file";

    /** Nothing is told. */
    public static ColumnNames unknown() {
        return new ColumnNames(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
