package io.deliverytracking.traces;

/**
 * The point from which a file counts metres: x to the east, y to the north.
 *
 * <p>The plane touches the globe here (equirectangular, one cosine): a kilometre is off by less than a metre within 50 km,
 * outside of the polar regions. Coordinates beyond {@link #FARTHEST_M} belong to a map projection, not to a city.
 *
 * @param latitude degrees, -85 to 85
 * @param longitude degrees
 */
public record Origin(double latitude, double longitude) {

    /** In one direction, in metres. */
    public static final double FARTHEST_M = 500_000;

    /** Of a globe of 6,371,009 m radius. */
    static final double METRES_PER_DEGREE = 111_195.08;

    public Origin {
        if (!(Math.abs(latitude) <= 85)) {
            throw new IllegalArgumentException("the origin's latitude " + latitude + " is outside of -85 to 85");
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("the origin's longitude " + longitude + " is outside of -180 to 180");
        }
    }

    /** {@code 40.4168,-3.7038}: latitude first. */
    public static Origin parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length == 2) {
            try {
                return new Origin(Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no position; LATITUDE,LONGITUDE is, in degrees");
    }

    /** Degrees. */
    public double latitudeOf(double yM) {
        return latitude + yM / METRES_PER_DEGREE;
    }

    /** Degrees, -180 to 180. */
    public double longitudeOf(double xM) {
        double degrees = longitude + xM / (METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude)));
        return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
    }
}
