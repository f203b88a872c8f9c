package io.deliverytracking.dbwriter.domain;

/** What the pace does at the moment, and why. */
public enum PaceState {
    /** There is none: lag comes first. */
    UNPACED,
    /** It is more than the writer uses: the log has no more to give, or the database takes no more. */
    SPARE,
    /** The foreground has room: it grows. */
    GROWING,
    /** The foreground is near its bound, or too little is known of it. */
    HOLDING,
    /** The foreground was beyond its bound within the last second: the pace has been cut. */
    YIELDING,
    /** It is set aside: lag has passed its limit and is worked off. */
    LAG_WINS
}
