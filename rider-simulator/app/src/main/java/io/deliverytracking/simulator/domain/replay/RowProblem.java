package io.deliverytracking.simulator.domain.replay;

/** Why a row is no fix. */
public enum RowProblem {
    LINE_TOO_LONG,
    BROKEN_QUOTES,
    TOO_FEW_FIELDS,
    NO_RIDER,
    TIME_UNREADABLE,
    TIME_WITHOUT_OFFSET,
    TIME_OUT_OF_RANGE,
    LATITUDE_UNREADABLE,
    LONGITUDE_UNREADABLE,
    POSITION_OUT_OF_RANGE,
    /** 0, 0: what a receiver writes that has no position yet. */
    NO_POSITION
}
