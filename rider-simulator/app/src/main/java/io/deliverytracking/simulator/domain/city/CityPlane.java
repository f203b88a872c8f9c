package io.deliverytracking.simulator.domain.city;

/**
 * A city laid flat: metres east (x) and north (y) of its centre, and back to 1e-7 degrees.
 *
 * <p>Equirectangular around the centre's latitude. Within 30 km of a centre below 60 degrees of latitude a distance is
 * off by less than one percent, which is less than what the fixes' noise hides. Cities nearer than {@link
 * #MAX_LATITUDE_E7} to a pole are refused: there a metre east is too many degrees.
 */
public final class CityPlane {

    /** 80 degrees. */
    public static final int MAX_LATITUDE_E7 = 800_000_000;

    /** Metres of one degree of latitude: 6371008.8 m (mean Earth radius) times pi / 180. */
    private static final double METRES_PER_DEGREE = 111_195.08;

    private static final int HALF_CIRCLE_E7 = 1_800_000_000;

    private final int centreLatitudeE7;
    private final int centreLongitudeE7;
    private final float radiusM;
    private final double latitudeE7PerM;
    private final double longitudeE7PerM;

    public CityPlane(int centreLatitudeE7, int centreLongitudeE7, float radiusM) {
        if (Math.abs(centreLatitudeE7) > MAX_LATITUDE_E7) {
            throw new IllegalArgumentException("centre latitude " + centreLatitudeE7 / 1e7 + " is beyond 80 degrees");
        }
        if (!(radiusM >= 500 && radiusM <= 100_000)) {
            throw new IllegalArgumentException("city radius " + radiusM + " m is outside of 500 to 100000");
        }
        this.centreLatitudeE7 = centreLatitudeE7;
        this.centreLongitudeE7 = centreLongitudeE7;
        this.radiusM = radiusM;
        this.latitudeE7PerM = 1e7 / METRES_PER_DEGREE;
        this.longitudeE7PerM = latitudeE7PerM / StrictMath.cos(Math.toRadians(centreLatitudeE7 / 1e7));
    }

    public int centreLatitudeE7() {
        return centreLatitudeE7;
    }

    public int centreLongitudeE7() {
        return centreLongitudeE7;
    }

    public float radiusM() {
        return radiusM;
    }

    public int latitudeE7(double y) {
        return centreLatitudeE7 + (int) Math.round(y * latitudeE7PerM);
    }

    public int longitudeE7(double x) {
        long longitude = centreLongitudeE7 + Math.round(x * longitudeE7PerM);
        if (longitude > HALF_CIRCLE_E7) {
            longitude -= 2L * HALF_CIRCLE_E7;
        } else if (longitude < -HALF_CIRCLE_E7) {
            longitude += 2L * HALF_CIRCLE_E7;
        }
        return (int) longitude;
    }

    /** Metres between two places given in metres. */
    static float distance(float x1, float y1, float x2, float y2) {
        float dx = x1 - x2;
        float dy = y1 - y2;
        return (float) Math.sqrt(dx * dx + dy * dy);
    }
}
