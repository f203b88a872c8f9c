package io.deliverytracking.simulator.domain.city.wire;

import io.deliverytracking.simulator.domain.city.CityPlane;

/** A box on the globe in 1e-7 degrees; {@code west > east} if it lies across the date line. */
public record Bounds(int southE7, int westE7, int northE7, int eastE7) {

    /** Everything that is at most the city's radius north, south, east or west of its centre. */
    public static Bounds of(CityPlane plane) {
        double radius = plane.radiusM();
        return new Bounds(
                plane.latitudeE7(-radius),
                plane.longitudeE7(-radius),
                plane.latitudeE7(radius),
                plane.longitudeE7(radius));
    }
}
