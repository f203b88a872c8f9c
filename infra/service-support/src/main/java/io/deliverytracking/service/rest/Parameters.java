package io.deliverytracking.service.rest;

import org.jspecify.annotations.Nullable;

/**
 * Path and query parameters as text to numbers. Done here because a framework's own conversion answers 404 where 400 with
 * the name of the parameter is meant.
 *
 * <p>Failure: {@link ProblemException} with status 400.
 */
public final class Parameters {

    private Parameters() {}

    /** A whole number. */
    public static long whole(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest(name + " must be a whole number");
        }
    }

    /** A whole number within {@code min} and {@code max}. */
    public static long whole(String name, String text, long min, long max) {
        long value = whole(name, text);
        if (value < min || value > max) {
            throw ProblemException.badRequest(name + " must lie within " + min + " and " + max);
        }
        return value;
    }

    /** A whole number within 1 and {@code max}; {@code otherwise} if absent. */
    public static int count(String name, @Nullable String text, int otherwise, int max) {
        return text == null ? otherwise : (int) whole(name, text, 1, max);
    }

    /** {@code true} or {@code false}; {@code otherwise} if absent. */
    public static boolean flag(String name, @Nullable String text, boolean otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw ProblemException.badRequest(name + " must be true or false");
    }

    /** A number above zero; {@code otherwise} if absent. */
    public static double positive(String name, @Nullable String text, double otherwise) {
        if (text == null) {
            return otherwise;
        }
        double value = number(name, text);
        if (!(value > 0)) {
            throw ProblemException.badRequest(name + " must be above 0");
        }
        return value;
    }

    /** A number; not-a-number and the infinities are none. */
    public static double number(String name, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw ProblemException.badRequest(name + " must be a number");
    }
}
