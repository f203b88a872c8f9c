package io.deliverytracking.loadtest.result;

/** What happens while an arm runs. */
public enum Scenario {
    /** A steady rate: the ladder of these makes the curve to the knee. */
    STEADY,
    /** Ten times the rate for a while. */
    SPIKE,
    /** Postgres is stopped for a while, and started again. */
    OUTAGE,
    /** Somebody holds a lock on the table for a while. */
    SLOW_DATABASE,
    /** The writing process (the application itself in a direct arm) is killed at random moments. */
    KILL
}
