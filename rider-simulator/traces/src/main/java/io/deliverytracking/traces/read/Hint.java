package io.deliverytracking.traces.read;

import io.deliverytracking.traces.RowProblem;

/** What a user may have to say when every row of a file fails for the same reason. */
final class Hint {

    private Hint() {}

    /** Empty when there is nothing to advise. */
    static String of(RowProblem problem) {
        return switch (problem) {
            case TIME_WITHOUT_OFFSET -> "; the times have no offset: say their time zone";
            case TIME_OUT_OF_RANGE ->
                "; the times are before 1970 or after 9999: if the clock counts from an unknown moment, say the start";
            case TIME_UNREADABLE -> "; if the times are written in another way than ISO 8601, say their format";
            case POSITION_OUT_OF_RANGE ->
                "; positions are not degrees, or latitude and longitude are mixed up: say which column is which";
            case NO_TIME -> "; a way that was drawn and not recorded can't be replayed";
            case TOO_FEW_FIELDS -> "; say the separator and the columns";
            default -> "";
        };
    }
}
