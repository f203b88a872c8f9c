package io.deliverytracking.location.rest;

import io.deliverytracking.location.domain.GeoBox;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters as text to numbers. Done here because a framework's own conversion answers 404 where 400 with the name
 * of the parameter is meant.
 */
final class Parameters {

    private Parameters() {}

    /** A latitude in degrees as 1e-7 degrees. */
    static int latitudeE7(String name, @Nullable String text) {
        return degreesE7(name, text, GeoBox.MAX_LATITUDE_E7);
    }

    /** A longitude in degrees as 1e-7 degrees. */
    static int longitudeE7(String name, @Nullable String text) {
        return degreesE7(name, text, GeoBox.MAX_LONGITUDE_E7);
    }

    /** A whole number within 1 and {@code max}; {@code otherwise} if absent. */
    static int count(String name, @Nullable String text, int otherwise, int max) {
        return text == null ? otherwise : (int) id(name, text, max);
    }

    /** A whole number within 1 and {@code max}. */
    static long id(String name, String text, long max) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest(name + " must be a whole number");
        }
        if (value < 1 || value > max) {
            throw ProblemException.badRequest(name + " must lie within 1 and " + max);
        }
        return value;
    }

    /** A number above zero; {@code otherwise} if absent. */
    static double positive(String name, @Nullable String text, double otherwise) {
        if (text == null) {
            return otherwise;
        }
        double value = number(name, text);
        if (!(value > 0)) {
            throw ProblemException.badRequest(name + " must be above 0");
        }
        return value;
    }

    private static int degreesE7(String name, @Nullable String text, int maxE7) {
        if (text == null) {
            throw ProblemException.badRequest(name + " is missing");
        }
        double e7 = Math.rint(number(name, text) * 1e7);
        if (!(Math.abs(e7) <= maxE7)) {
            throw ProblemException.badRequest(
                    name + " must lie within -" + maxE7 / 10_000_000 + " and " + maxE7 / 10_000_000 + " degrees");
        }
        return (int) e7;
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest(name + " must be a number");
        }
    }
}
