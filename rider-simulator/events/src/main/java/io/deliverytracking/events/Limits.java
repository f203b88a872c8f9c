package io.deliverytracking.events;

/**
 * Ranges of the contract that more than one message uses, and the checks on them.
 *
 * <p>They are chosen so that whatever passes fits everywhere an event goes: a 16-bit column, a Postgres timestamp, a
 * JavaScript number.
 */
public final class Limits {

    /** 2^53 - 1: above it JavaScript numbers lose their last digit. */
    public static final long MAX_EXACT_IN_JAVASCRIPT = (1L << 53) - 1;

    /** 9999-12-31T23:59:59.999Z: later years need five digits in ISO 8601. */
    public static final long MAX_EVENT_TIME_MS = 253_402_300_799_999L;

    /** 90 degrees. */
    public static final int MAX_LATITUDE_E7 = 900_000_000;

    public static final int MAX_LONGITUDE_E7 = 1_800_000_000;

    /** 327.67 m/s; fits a signed 16-bit column. */
    public static final int MAX_SPEED_CM_S = Short.MAX_VALUE;

    public static final int MAX_ACCURACY_M = Short.MAX_VALUE;

    public static final int MAX_HEADING_DEG = 359;

    private Limits() {}

    /** For fields without presence: zero on the wire is no bytes at all, so zero means that the field is missing. */
    static void requirePresent(String field, long value, long max) {
        if (value == 0) {
            throw MalformedEventException.missing(field);
        }
        requireRange(field, value, 1, max);
    }

    static void requirePresent(String field, boolean present) {
        if (!present) {
            throw MalformedEventException.missing(field);
        }
    }

    static void requireRange(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw MalformedEventException.outOfRange(field, value, min, max);
        }
    }
}
