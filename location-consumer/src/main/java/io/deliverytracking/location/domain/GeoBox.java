package io.deliverytracking.location.domain;

/**
 * A box between two parallels and two meridians, edges included, in 1e-7 degrees.
 *
 * <p>West greater than east means that the box crosses the antimeridian. The meridians -180 and 180 are the same one: a box
 * that touches either contains points given as either.
 *
 * @param southE7 -900000000 to {@code northE7}
 * @param westE7 -1800000000 to 1800000000
 * @param northE7 {@code southE7} to 900000000
 * @param eastE7 -1800000000 to 1800000000
 */
public record GeoBox(int southE7, int westE7, int northE7, int eastE7) {

    public static final int MAX_LATITUDE_E7 = 900_000_000;
    public static final int MAX_LONGITUDE_E7 = 1_800_000_000;

    private static final long FULL_CIRCLE_E7 = 2L * MAX_LONGITUDE_E7;

    private static final GeoBox WORLD =
            new GeoBox(-MAX_LATITUDE_E7, -MAX_LONGITUDE_E7, MAX_LATITUDE_E7, MAX_LONGITUDE_E7);

    public GeoBox {
        if (southE7 < -MAX_LATITUDE_E7 || northE7 > MAX_LATITUDE_E7 || southE7 > northE7) {
            throw new IllegalArgumentException("latitudes " + southE7 + " to " + northE7
                    + " (1e-7 degrees): the south must not exceed the north, nor either 90 degrees");
        }
        if (Math.abs((long) westE7) > MAX_LONGITUDE_E7 || Math.abs((long) eastE7) > MAX_LONGITUDE_E7) {
            throw new IllegalArgumentException(
                    "longitudes " + westE7 + " to " + eastE7 + " (1e-7 degrees): neither may exceed 180 degrees");
        }
    }

    /** The smallest box that contains every point within {@code radiusM} of the centre, rounded outwards. */
    static GeoBox around(int latitudeE7, int longitudeE7, double radiusM) {
        double angle = radiusM / GreatCircle.EARTH_RADIUS_M;
        double latitude = GreatCircle.radians(latitudeE7);
        long south = (long) Math.floor(Math.toDegrees(latitude - angle) * 1e7) - 1;
        long north = (long) Math.ceil(Math.toDegrees(latitude + angle) * 1e7) + 1;
        if (angle >= Math.PI) {
            return WORLD;
        }
        if (south <= -MAX_LATITUDE_E7 || north >= MAX_LATITUDE_E7) {
            // A pole is inside: every meridian passes.
            return new GeoBox(
                    (int) Math.max(south, -MAX_LATITUDE_E7),
                    -MAX_LONGITUDE_E7,
                    (int) Math.min(north, MAX_LATITUDE_E7),
                    MAX_LONGITUDE_E7);
        }
        // The meridians that touch the circle do so nearer to the pole than the centre is.
        double halfWidth = Math.asin(Math.min(1, Math.sin(angle) / Math.cos(latitude)));
        long halfWidthE7 = (long) Math.ceil(Math.toDegrees(halfWidth) * 1e7) + 1;
        return new GeoBox((int) south, wrap(longitudeE7 - halfWidthE7), (int) north, wrap(longitudeE7 + halfWidthE7));
    }

    public boolean contains(int latitudeE7, int longitudeE7) {
        return latitudeE7 >= southE7 && latitudeE7 <= northE7 && containsLongitude(longitudeE7);
    }

    boolean crossesAntimeridian() {
        return westE7 > eastE7;
    }

    private boolean containsLongitude(int longitudeE7) {
        if (Math.abs(longitudeE7) == MAX_LONGITUDE_E7) {
            return crossesAntimeridian() || westE7 == -MAX_LONGITUDE_E7 || eastE7 == MAX_LONGITUDE_E7;
        }
        return crossesAntimeridian()
                ? longitudeE7 >= westE7 || longitudeE7 <= eastE7
                : longitudeE7 >= westE7 && longitudeE7 <= eastE7;
    }

    private static int wrap(long longitudeE7) {
        if (longitudeE7 < -MAX_LONGITUDE_E7) {
            return (int) (longitudeE7 + FULL_CIRCLE_E7);
        }
        return (int) (longitudeE7 > MAX_LONGITUDE_E7 ? longitudeE7 - FULL_CIRCLE_E7 : longitudeE7);
    }
}
