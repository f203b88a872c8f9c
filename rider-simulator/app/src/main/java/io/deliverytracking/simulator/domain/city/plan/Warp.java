package io.deliverytracking.simulator.domain.city.plan;

/**
 * Bends the whole plan a little, so that nothing stays straight for long.
 *
 * <p>The displacement changes by less than the way (its steepness is below 0.7), so no two places fall together and what did not cross
 * before does not cross after; but straight stretches stay straight between their ends, so these must be short.
 */
final class Warp {

    private final double[] amplitude;
    private final Waves[] east;
    private final Waves[] north;

    Warp(Dice dice, Extent extent) {
        double length = Math.max(250, Math.min(3_200, 0.24 * extent.radius()));
        double[] lengths = {length, 0.37 * length};
        amplitude = new double[] {0.045 * length, 0.016 * length};
        east = new Waves[lengths.length];
        north = new Waves[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            east[i] = new Waves(dice, lengths[i]);
            north[i] = new Waves(dice, lengths[i]);
        }
    }

    double x(double x, double y) {
        double sum = x;
        for (int i = 0; i < amplitude.length; i++) {
            sum += amplitude[i] * east[i].at(x, y);
        }
        return sum;
    }

    double y(double x, double y) {
        double sum = y;
        for (int i = 0; i < amplitude.length; i++) {
            sum += amplitude[i] * north[i].at(x, y);
        }
        return sum;
    }
}
