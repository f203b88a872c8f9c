package io.deliverytracking.analytics.domain;

/**
 * The lengths of the tumbling windows. Each divides the next, and windows are aligned to the epoch, so a longer window
 * is exactly the union of shorter ones.
 */
public enum WindowSize {
    ONE_SECOND(1),
    TEN_SECONDS(10),
    ONE_MINUTE(60);

    private final int seconds;

    WindowSize(int seconds) {
        this.seconds = seconds;
    }

    public int seconds() {
        return seconds;
    }

    /** The first second of the window that {@code second} lies in; seconds since the epoch. */
    long startOf(long second) {
        return Math.floorDiv(second, seconds) * seconds;
    }
}
