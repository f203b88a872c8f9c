package io.deliverytracking.events;

/**
 * The four parts of a city as seen from its centre, divided by the two diagonals.
 *
 * <pre>
 *   \  NORTH  /        A point belongs to the direction in which it lies farther: metres north or south against
 *    \       /         metres east or west. A degree of longitude is shorter than one of latitude by the cosine
 * WEST centre EAST     of the centre's latitude. On a diagonal NORTH and SOUTH win, and the centre is NORTH, so
 *    /       \         every point has exactly one zone. East and west go the short way around the globe.
 *   /  SOUTH  \
 * </pre>
 *
 * <p>The ordinal is the zone's index for partitioning by zone and for arrays of counters: keep the order.
 */
public enum Zone {
    NORTH,
    EAST,
    SOUTH,
    WEST;

    private static final long FULL_CIRCLE_E7 = 3_600_000_000L;

    /** The zone of a point; positions in 1e-7 degrees. */
    public static Zone of(int latitudeE7, int longitudeE7, int centreLatitudeE7, int centreLongitudeE7) {
        long north = (long) latitudeE7 - centreLatitudeE7;
        long east = (long) longitudeE7 - centreLongitudeE7;
        if (east > FULL_CIRCLE_E7 / 2) {
            east -= FULL_CIRCLE_E7;
        } else if (east < -FULL_CIRCLE_E7 / 2) {
            east += FULL_CIRCLE_E7;
        }
        if (Math.abs(north) >= Math.abs(east) * Math.cos(Math.toRadians(centreLatitudeE7 / 1e7))) {
            return north >= 0 ? NORTH : SOUTH;
        }
        return east >= 0 ? EAST : WEST;
    }
}
