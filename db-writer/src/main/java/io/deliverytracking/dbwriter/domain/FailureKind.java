package io.deliverytracking.dbwriter.domain;

import org.jspecify.annotations.Nullable;

/**
 * What an error of Postgres says about the batch that met it.
 *
 * <p>Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
 */
public enum FailureKind {
    /** Class 22 or 23: some row breaks a rule of the table. Worth a search for that row. */
    DATA,
    /** No time partition for a row. Carries a code of class 23 but is our own omission: make it and try again. */
    MISSING_PARTITION,
    /** Anything else: connection, resources, locks, shutdown, an incomplete schema. Pause and try again. */
    UNAVAILABLE;

    private static final String CHECK_VIOLATION = "23514";

    /** The function of the server that routes rows to partitions; unlike the message it is never translated. */
    private static final String PARTITION_ROUTING = "ExecFindPartition";

    /**
     * Classifies an error.
     *
     * @param sqlState five characters, or null if the server never answered
     * @param serverRoutine the function of the server that raised it, if told
     */
    public static FailureKind of(@Nullable String sqlState, @Nullable String serverRoutine) {
        if (sqlState == null) {
            return UNAVAILABLE;
        }
        if (sqlState.equals(CHECK_VIOLATION) && PARTITION_ROUTING.equals(serverRoutine)) {
            return MISSING_PARTITION;
        }
        return sqlState.startsWith("22") || sqlState.startsWith("23") ? DATA : UNAVAILABLE;
    }
}
