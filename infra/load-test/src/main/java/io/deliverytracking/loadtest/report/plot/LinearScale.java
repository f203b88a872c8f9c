package io.deliverytracking.loadtest.report.plot;

import java.util.ArrayList;
import java.util.List;

/** Equal distances for equal differences. Its ticks are multiples of 1, 2 or 5 times a power of ten. */
public record LinearScale(double from, double to, double step, Unit unit) implements Scale {

    private static final int INTERVALS = 5;

    /** Nothing that is measured is smaller, and powers of ten far below it are zero. */
    private static final double LEAST = 1e-9;

    /** From zero to a round number that covers the greatest value; 0 to 1 where there is none. */
    public static LinearScale upTo(double greatest, Unit unit) {
        double covered = Double.isFinite(greatest) && greatest > LEAST ? greatest : 1;
        double step = roundStep(covered / INTERVALS);
        return new LinearScale(0, Math.ceil(covered / step - 1e-9) * step, step, unit);
    }

    /** Exactly these ends, with round ticks between them: for time, where room behind the last second would say nothing. */
    public static LinearScale between(double from, double to, Unit unit) {
        double end = to > from ? to : from + 1;
        return new LinearScale(from, end, roundStep((end - from) / INTERVALS), unit);
    }

    /** The smallest of 1, 2, 5 times a power of ten that is no less than the given step. */
    static double roundStep(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    @Override
    public double place(double value) {
        return (value - from) / (to - from);
    }

    @Override
    public boolean shows(double value) {
        return Double.isFinite(value);
    }

    @Override
    public List<Tick> ticks() {
        List<Tick> ticks = new ArrayList<>();
        // By whole multiples: adding steps up would end in 0.30000000000000004.
        long last = (long) Math.floor(to / step + 1e-9);
        for (long multiple = (long) Math.ceil(from / step - 1e-9); multiple <= last; multiple++) {
            ticks.add(new Tick(multiple * step, unit.words(multiple * step)));
        }
        return ticks;
    }

    @Override
    public String kind() {
        return "linear";
    }
}
