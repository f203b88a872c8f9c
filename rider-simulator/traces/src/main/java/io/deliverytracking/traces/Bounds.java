package io.deliverytracking.traces;

/**
 * The smallest box around positions; 1e-7 degrees. A trace that crosses the antimeridian has a box around the globe.
 */
public record Bounds(int southE7, int westE7, int northE7, int eastE7) {

    public Bounds {
        if (southE7 > northE7 || westE7 > eastE7) {
            throw new IllegalArgumentException(
                    "no box: " + southE7 + " to " + northE7 + ", " + westE7 + " to " + eastE7);
        }
    }

    /** The box around one position. */
    public static Bounds of(int latitudeE7, int longitudeE7) {
        return new Bounds(latitudeE7, longitudeE7, latitudeE7, longitudeE7);
    }

    public Bounds and(int latitudeE7, int longitudeE7) {
        boolean inside =
                latitudeE7 >= southE7 && latitudeE7 <= northE7 && longitudeE7 >= westE7 && longitudeE7 <= eastE7;
        return inside
                ? this
                : new Bounds(
                        Math.min(southE7, latitudeE7),
                        Math.min(westE7, longitudeE7),
                        Math.max(northE7, latitudeE7),
                        Math.max(eastE7, longitudeE7));
    }

    public int middleLatitudeE7() {
        return (int) (((long) southE7 + northE7) / 2);
    }

    public int middleLongitudeE7() {
        return (int) (((long) westE7 + eastE7) / 2);
    }
}
