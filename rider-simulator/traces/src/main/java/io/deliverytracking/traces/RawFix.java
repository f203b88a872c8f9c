package io.deliverytracking.traces;

/**
 * What one row says; a mutable record that a reader fills again for each row. Fields are public because it carries six
 * numbers through one thread, a million times a second.
 */
public final class RawFix {

    /** The file does not say; it follows from the way. */
    public static final int UNKNOWN = -1;

    /** Milliseconds since 1970 or, with a start, since any moment. */
    public long timeMs;

    public int latitudeE7;
    public int longitudeE7;
    public int speedCmS = UNKNOWN;
    public int headingDeg = UNKNOWN;
}
