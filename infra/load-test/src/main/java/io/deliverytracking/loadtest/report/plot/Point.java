package io.deliverytracking.loadtest.report.plot;

/**
 * A measured place.
 *
 * @param y not finite where nothing was measured: the line has a gap there
 * @param words what hovering over it says; empty for a point without a marker
 * @param hollow whether its marker is: something is wrong with this one
 */
public record Point(double x, double y, String words, boolean hollow) {

    public Point(double x, double y, String words) {
        this(x, y, words, false);
    }

    public static Point of(double x, double y) {
        return new Point(x, y, "");
    }
}
