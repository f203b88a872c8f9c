package io.deliverytracking.dbwriter.domain;

/**
 * A batch can't be stored now, and not because of the batch: somebody who is needed for it does not answer. Whoever
 * gets this pauses and tries the same batch again; no record is to blame.
 */
public abstract sealed class UnavailableException extends RuntimeException
        permits StoreUnavailableException, LogUnavailableException {
    private static final long serialVersionUID = 1L;

    protected UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What has to happen before reading goes on, for the log: "until …". */
    public abstract String awaited();
}
