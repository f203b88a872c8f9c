package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.simulator.domain.city.street.StreetClass;
import java.util.Arrays;

/**
 * How a day goes: when people order, and when the streets are full. Straight lines between the hours.
 *
 * <p>Demand has its peaks at lunch (half past twelve) and dinner (half past seven), and is 1 on average over the day.
 */
final class DayProfile {

    static final long DAY_MS = 86_400_000;

    /** Twice an hour from midnight; an estimate, scaled to a mean of 1. */
    private static final double[] ORDERS = scaled(
            30,
            24,
            20,
            16,
            14,
            12,
            12,
            12,
            12,
            12,
            14,
            16, // to six in the morning
            20,
            24,
            28,
            32,
            36,
            40,
            44,
            50,
            58,
            70,
            92,
            124, // to noon
            152,
            162,
            150,
            126,
            104,
            92,
            86,
            84,
            86,
            92,
            104,
            124, // to six in the evening
            152,
            176,
            194,
            200,
            190,
            168,
            142,
            116,
            92,
            72,
            54,
            40 // to midnight
            );

    /** The most that {@link #demand} ever is. */
    static final double MOST_DEMAND = Arrays.stream(ORDERS).max().orElseThrow();

    /** Every hour from midnight: how full the great streets are, from 0 to 1. */
    private static final double[] FULLNESS = {
        0.05, 0.02, 0, 0, 0, 0.1, 0.35, 0.75, 1, 0.8, 0.55, 0.5, 0.6, 0.55, 0.55, 0.65, 0.85, 1, 0.95, 0.7, 0.45, 0.3,
        0.2, 0.1
    };

    private DayProfile() {}

    /** How many orders there are now, as a multiple of the day's mean. */
    static double demand(double timeOfDayMs) {
        return at(ORDERS, timeOfDayMs);
    }

    /** Share of the speed limit that traffic leaves on streets of a class. */
    static double traffic(StreetClass streetClass, double timeOfDayMs) {
        return 1 - mostLost(streetClass) * at(FULLNESS, timeOfDayMs);
    }

    private static double mostLost(StreetClass streetClass) {
        return switch (streetClass) {
            case RING -> 0.4;
            case ARTERIAL -> 0.35;
            case COLLECTOR -> 0.2;
            case LOCAL -> 0.05;
        };
    }

    private static double at(double[] values, double timeOfDayMs) {
        double place = timeOfDayMs / DAY_MS * values.length;
        int before = (int) place % values.length;
        double part = place - (int) place;
        return values[before] * (1 - part) + values[(before + 1) % values.length] * part;
    }

    private static double[] scaled(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] *= values.length / sum;
        }
        return values;
    }
}
