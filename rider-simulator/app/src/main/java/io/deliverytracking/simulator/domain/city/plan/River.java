package io.deliverytracking.simulator.domain.city.plan;

/**
 * A river that meanders through the city, past its centre: a curve over an axis, with a width that varies.
 *
 * <p>Every point has a place along the axis ({@code s}) and a signed distance to the middle of the river, positive on the left bank
 * as seen downstream. Distances are exact on a straight stretch and off by a few percent in a bend.
 */
final class River {

    private final double axisX;
    private final double axisY;
    private final double offset;
    private final double[] amplitude;
    private final double[] waveNumber;
    private final double[] phase;
    private final double halfWidth;
    private final double halfLength;

    /** @param clearOfCentre no nearer to the centre than this, its width included */
    River(Dice dice, Extent extent, double clearOfCentre) {
        double radius = extent.radius();
        double direction = dice.between(0, 2 * Math.PI);
        axisX = StrictMath.cos(direction);
        axisY = StrictMath.sin(direction);
        halfWidth = Math.max(8, Math.min(110, 0.0062 * radius));
        halfLength = 0.97 * radius;
        double side = dice.chance(0.5) ? 1 : -1;
        offset = side * (clearOfCentre + 1.5 * halfWidth + extent.quaySetback() + dice.between(0.02, 0.05) * radius);
        amplitude = new double[] {0.085 * radius, 0.03 * radius};
        waveNumber = new double[] {
            2 * Math.PI / (dice.between(1.3, 1.8) * radius), 2 * Math.PI / (dice.between(0.5, 0.62) * radius)
        };
        phase = new double[] {dice.between(0, 2 * Math.PI), dice.between(0, 2 * Math.PI)};
    }

    /** Half of its length; {@code s} runs from minus this to plus this. */
    double halfLength() {
        return halfLength;
    }

    double halfWidth(double s) {
        return halfWidth * (1 + 0.22 * StrictMath.sin(2.3 * waveNumber[1] * s + phase[0]));
    }

    double directionX() {
        return axisX;
    }

    double directionY() {
        return axisY;
    }

    double s(double x, double y) {
        return x * axisX + y * axisY;
    }

    /** Signed distance to the middle; positive on the left bank. */
    double distance(double x, double y) {
        double s = s(x, y);
        double slope = slope(s);
        return (y * axisX - x * axisY - lateral(s)) / Math.sqrt(1 + slope * slope);
    }

    boolean isWet(double x, double y) {
        return Math.abs(distance(x, y)) < halfWidth(s(x, y));
    }

    /** The point beside the river's middle at {@code s}, {@code distance} to the left. */
    double x(double s, double distance) {
        double slope = slope(s);
        double norm = Math.sqrt(1 + slope * slope);
        return along(s - slope / norm * distance, lateral(s) + distance / norm, axisX, -axisY);
    }

    double y(double s, double distance) {
        double slope = slope(s);
        double norm = Math.sqrt(1 + slope * slope);
        return along(s - slope / norm * distance, lateral(s) + distance / norm, axisY, axisX);
    }

    private static double along(double s, double lateral, double ofS, double ofLateral) {
        return s * ofS + lateral * ofLateral;
    }

    private double lateral(double s) {
        double sum = offset;
        for (int i = 0; i < amplitude.length; i++) {
            sum += amplitude[i] * (StrictMath.sin(waveNumber[i] * s + phase[i]) - StrictMath.sin(phase[i]));
        }
        return sum;
    }

    private double slope(double s) {
        double sum = 0;
        for (int i = 0; i < amplitude.length; i++) {
            sum += amplitude[i] * waveNumber[i] * StrictMath.cos(waveNumber[i] * s + phase[i]);
        }
        return sum;
    }
}
