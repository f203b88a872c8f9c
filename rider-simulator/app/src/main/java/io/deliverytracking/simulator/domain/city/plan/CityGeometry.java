package io.deliverytracking.simulator.domain.city.plan;

/** Plane geometry in metres. */
final class CityGeometry {

    private CityGeometry() {}

    static double distance(double x1, double y1, double x2, double y2) {
        double dx = x1 - x2;
        double dy = y1 - y2;
        return Math.sqrt(dx * dx + dy * dy);
    }

    /** Twice the signed area of the triangle; positive if it runs counter-clockwise. */
    static double turn(double ax, double ay, double bx, double by, double cx, double cy) {
        return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    }

    /** Whether two stretches cross in a point that is an end of neither. */
    static boolean cross(double ax, double ay, double bx, double by, double cx, double cy, double dx, double dy) {
        return turn(ax, ay, bx, by, cx, cy) * turn(ax, ay, bx, by, dx, dy) < 0
                && turn(cx, cy, dx, dy, ax, ay) * turn(cx, cy, dx, dy, bx, by) < 0;
    }
}
