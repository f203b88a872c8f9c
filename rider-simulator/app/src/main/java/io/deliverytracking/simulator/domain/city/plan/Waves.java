package io.deliverytracking.simulator.domain.city.plan;

/**
 * A smooth, irregular field: a few sine waves of about one length that run in random directions. Mean 0, from -1 to 1.
 *
 * <p>{@link StrictMath}, here and in the whole plan: a cut decides where the next one goes, so one differing last bit would be
 * another city on another processor.
 */
final class Waves {

    private static final int COUNT = 4;

    private final double[] alongX = new double[COUNT];
    private final double[] alongY = new double[COUNT];
    private final double[] phase = new double[COUNT];

    Waves(Dice dice, double lengthM) {
        double turn = dice.between(0, Math.PI);
        for (int i = 0; i < COUNT; i++) {
            double direction = turn + Math.PI * (i + dice.between(-0.3, 0.3)) / COUNT;
            double waveNumber = 2 * Math.PI / (lengthM * dice.between(0.8, 1.3));
            alongX[i] = StrictMath.cos(direction) * waveNumber;
            alongY[i] = StrictMath.sin(direction) * waveNumber;
            phase[i] = dice.between(0, 2 * Math.PI);
        }
    }

    double at(double x, double y) {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += StrictMath.sin(alongX[i] * x + alongY[i] * y + phase[i]);
        }
        return sum / COUNT;
    }
}
