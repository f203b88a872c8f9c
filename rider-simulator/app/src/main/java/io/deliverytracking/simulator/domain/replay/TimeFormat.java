package io.deliverytracking.simulator.domain.replay;

/** How a file writes times. */
public enum TimeFormat {

    /** Found out for each row: a number is an epoch, told apart by its size; anything else is ISO 8601. */
    AUTO,
    /** ISO 8601, {@code T} or a blank between date and time, with an offset unless a time zone is configured. */
    ISO_8601,
    EPOCH_SECONDS,
    EPOCH_MILLISECONDS
}
