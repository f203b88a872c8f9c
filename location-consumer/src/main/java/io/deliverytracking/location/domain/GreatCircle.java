package io.deliverytracking.location.domain;

/**
 * Distances on a sphere with the Earth's mean radius, in metres; positions in 1e-7 degrees.
 *
 * <p>Against the ellipsoid the error stays below 0.6%, far inside what "the nearest riders" needs. The haversine form is
 * used because the law of cosines loses all its digits at a few metres.
 */
final class GreatCircle {

    /** Mean radius of the WGS 84 ellipsoid, (2a + b) / 3. */
    static final double EARTH_RADIUS_M = 6_371_008.8;

    /** Half the circumference: no two points are farther apart. */
    static final double MAX_DISTANCE_M = Math.PI * EARTH_RADIUS_M;

    private static final double RADIANS_PER_E7 = Math.toRadians(1e-7);

    private GreatCircle() {}

    static double radians(int e7) {
        return e7 * RADIANS_PER_E7;
    }

    static double distanceM(int latitudeE7A, int longitudeE7A, int latitudeE7B, int longitudeE7B) {
        double latitudeA = radians(latitudeE7A);
        double latitudeB = radians(latitudeE7B);
        double sinHalfLatitude = Math.sin((latitudeB - latitudeA) / 2);
        // As long: the difference of two longitudes overflows an int.
        double sinHalfLongitude = Math.sin(((long) longitudeE7B - longitudeE7A) * RADIANS_PER_E7 / 2);
        double a = sinHalfLatitude * sinHalfLatitude
                + Math.cos(latitudeA) * Math.cos(latitudeB) * sinHalfLongitude * sinHalfLongitude;
        return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(Math.min(1, a)));
    }
}
