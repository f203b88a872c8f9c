package io.deliverytracking.loadtest.report.plot;

/**
 * A measured place.
 *
 * @param y not finite where nothing was measured: the line has a gap there
 * @param words what hovering over it says; empty for a point without a marker
 */
public record Point(double x, double y, String words) {

    public static Point of(double x, double y) {
        return new Point(x, y, "");
    }
}
