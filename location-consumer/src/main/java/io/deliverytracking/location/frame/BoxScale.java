package io.deliverytracking.location.frame;

import io.deliverytracking.location.domain.GeoBox;

/**
 * A box that does not cross the antimeridian, divided into equal steps.
 *
 * <p>Steps are fractions of the box, so an edge is met exactly: the western one is 0, the eastern one the number of steps. A
 * box without extent has all of it at 0.
 */
final class BoxScale {

    private static final double FULL_CIRCLE_E7 = 2.0 * GeoBox.MAX_LONGITUDE_E7;

    private final GeoBox box;
    private final double widthE7;
    private final double perLongitude;
    private final double perLatitude;

    BoxScale(GeoBox box, int columns, int rows) {
        this.box = box;
        this.widthE7 = (double) box.eastE7() - box.westE7();
        double heightE7 = (double) box.northE7() - box.southE7();
        this.perLongitude = widthE7 == 0 ? 0 : columns / widthE7;
        this.perLatitude = heightE7 == 0 ? 0 : rows / heightE7;
    }

    /** For a longitude in the box. */
    double x(int longitudeE7) {
        double eastOfWestE7 = (double) longitudeE7 - box.westE7();
        // The antimeridian has two names, and the box may use the other one.
        if (eastOfWestE7 < 0) {
            eastOfWestE7 += FULL_CIRCLE_E7;
        } else if (eastOfWestE7 > widthE7) {
            eastOfWestE7 -= FULL_CIRCLE_E7;
        }
        return eastOfWestE7 * perLongitude;
    }

    /** For a latitude in the box. */
    double y(int latitudeE7) {
        return ((double) latitudeE7 - box.southE7()) * perLatitude;
    }
}
