package io.deliverytracking.loadtest.report.plot;

import java.util.ArrayList;
import java.util.List;

/** Equal distances for equal ratios. Its ends and ticks are 1, 2 or 5 times a power of ten; zero has no place on it. */
public record LogScale(double from, double to, Unit unit) implements Scale {

    /** Over so many decades only the powers of ten have words. */
    private static final double DECADES_WITH_ALL_WORDS = 1.4;

    private static final double LEAST_SPAN = 5;

    /** The narrowest round scale that holds all of these values that it can show; 1 to 10 where there are none. */
    public static LogScale around(Iterable<Double> values, Unit unit) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (double value : values) {
            if (Double.isFinite(value) && value > 0) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        if (greatest == 0) {
            return new LogScale(1, 10, unit);
        }
        double from = roundDown(least);
        double to = roundUp(greatest);
        if (to / from < LEAST_SPAN) {
            from = roundDown(from / 1.5);
            to = roundUp(to * 1.5);
        }
        return new LogScale(from, to, unit);
    }

    private static double roundUp(double value) {
        return LinearScale.roundStep(value);
    }

    private static double roundDown(double value) {
        double up = roundUp(value);
        if (up <= value * (1 + 1e-9)) {
            return up;
        }
        // Half of what lies above, or two fifths where 5 lies above 2: the next lower of 1, 2, 5.
        double half = up / 2;
        return Math.abs(LinearScale.roundStep(half) - half) < half * 1e-6 ? half : up * 0.4;
    }

    @Override
    public double place(double value) {
        return Math.log(value / from) / Math.log(to / from);
    }

    @Override
    public boolean shows(double value) {
        return Double.isFinite(value) && value > 0;
    }

    @Override
    public List<Tick> ticks() {
        boolean allWords = Math.log10(to / from) <= DECADES_WITH_ALL_WORDS;
        List<Tick> ticks = new ArrayList<>();
        int last = (int) Math.ceil(Math.log10(to));
        for (int exponent = (int) Math.floor(Math.log10(from) + 1e-9); exponent <= last; exponent++) {
            for (int factor : new int[] {1, 2, 5}) {
                // Parsed, because powers below one are not exact: 1e-1 * 2 is, Math.pow(10, -1) * 2 need not be.
                double value = Double.parseDouble(factor + "e" + exponent);
                if (value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)) {
                    ticks.add(new Tick(value, allWords || factor == 1 ? unit.words(value) : ""));
                }
            }
        }
        return ticks;
    }

    @Override
    public String kind() {
        return "log";
    }
}
