package io.deliverytracking.location.live;

/** What clients can watch. */
public enum WatchMode {
    /** One rider, JSON. */
    RIDER(false),
    /** A box, JSON. */
    BOX(false),
    /** A box, binary: riders. */
    MAP_RIDERS(true),
    /** A box, binary: riders counted by cell. */
    MAP_CELLS(true);

    private final boolean isMap;

    WatchMode(boolean isMap) {
        this.isMap = isMap;
    }

    /** True for those for whom something of every rider is remembered. */
    boolean isMap() {
        return isMap;
    }
}
