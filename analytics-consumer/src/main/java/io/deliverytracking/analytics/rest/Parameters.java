package io.deliverytracking.analytics.rest;

import org.jspecify.annotations.Nullable;

/**
 * Query parameters as text to numbers. Done here because a framework's own conversion answers 404 where 400 with the name
 * of the parameter is meant.
 */
final class Parameters {

    private Parameters() {}

    /** Milliseconds since the epoch; {@code otherwise} if absent. */
    static long timeMs(String name, @Nullable String text, long otherwise) {
        return text == null ? otherwise : whole(name, text);
    }

    /** A whole number within 1 and {@code max}; {@code otherwise} if absent. */
    static int count(String name, @Nullable String text, int otherwise, int max) {
        long value = text == null ? otherwise : whole(name, text);
        if (value < 1 || value > max) {
            throw ProblemException.badRequest(name + " must lie within 1 and " + max);
        }
        return (int) value;
    }

    static long whole(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest(name + " must be a whole number");
        }
    }
}
