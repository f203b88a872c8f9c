package io.deliverytracking.traces;

/** Why a row, or a point of a track, is no fix. */
public enum RowProblem {
    LINE_TOO_LONG,
    BROKEN_QUOTES,
    TOO_FEW_FIELDS,
    NO_RIDER,
    RIDER_NAME_TOO_LONG,
    /** A track that was drawn, not recorded, has none. */
    NO_TIME,
    TIME_UNREADABLE,
    TIME_WITHOUT_OFFSET,
    TIME_OUT_OF_RANGE,
    LATITUDE_UNREADABLE,
    LONGITUDE_UNREADABLE,
    X_UNREADABLE,
    Y_UNREADABLE,
    POSITION_OUT_OF_RANGE,
    /** 0, 0: what a receiver writes that has no position yet. */
    NO_POSITION,
    /** The file is cut off or damaged here; what stood before it was read. */
    FILE_BROKEN
}
