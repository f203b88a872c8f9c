package io.deliverytracking.traces;

/** In what a file gives speeds. */
public enum SpeedUnit {
    METRES_PER_SECOND(100),
    KILOMETRES_PER_HOUR(100 / 3.6),
    MILES_PER_HOUR(44.704),
    KNOTS(185_200 / 3_600.0);

    private final double centimetresPerSecond;

    SpeedUnit(double centimetresPerSecond) {
        this.centimetresPerSecond = centimetresPerSecond;
    }

    public double toCentimetresPerSecond(double speed) {
        return speed * centimetresPerSecond;
    }
}
