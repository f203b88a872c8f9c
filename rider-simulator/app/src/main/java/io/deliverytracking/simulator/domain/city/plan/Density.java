package io.deliverytracking.simulator.domain.city.plan;

/**
 * How densely people live: 1 at the centre, less outwards, more again around the centres of suburbs, uneven everywhere, and towards
 * the limit patchy, so that the city frays out into fields.
 */
final class Density {

    private static final double FIELDS_BELOW = 0.17;

    private final Extent extent;
    private final Waves uneven;
    private final double[] suburbX;
    private final double[] suburbY;
    private final double suburbRadius;

    Density(Dice dice, Extent extent) {
        this.extent = extent;
        this.uneven = new Waves(dice, 0.22 * extent.radius());
        int suburbs = extent.hasRings() ? 7 : 2;
        suburbX = new double[suburbs];
        suburbY = new double[suburbs];
        suburbRadius = 0.065 * extent.radius();
        double turn = dice.between(0, 2 * Math.PI);
        for (int i = 0; i < suburbs; i++) {
            double angle = turn + 2 * Math.PI * (i + dice.between(-0.3, 0.3)) / suburbs;
            double distance = dice.between(0.45, 0.82) * extent.radius();
            suburbX[i] = StrictMath.cos(angle) * distance;
            suburbY[i] = StrictMath.sin(angle) * distance;
        }
    }

    int suburbs() {
        return suburbX.length;
    }

    double suburbX(int suburb) {
        return suburbX[suburb];
    }

    double suburbY(int suburb) {
        return suburbY[suburb];
    }

    /** From about 0.02 to 1.2. */
    double at(double x, double y) {
        double base = extent.density(CityGeometry.distance(x, y, 0, 0));
        for (int i = 0; i < suburbX.length; i++) {
            double d = CityGeometry.distance(x, y, suburbX[i], suburbY[i]) / suburbRadius;
            base += d < 3 ? 0.3 * StrictMath.exp(-d * d) : 0;
        }
        return Math.min(1.2, base * (1 + 0.55 * uneven.at(x, y)));
    }

    boolean isField(double density) {
        return density < FIELDS_BELOW;
    }
}
