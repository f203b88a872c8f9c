package io.deliverytracking.dbwriter.domain;

/**
 * The database did not take a batch, and not because of the batch: it is down, full, locked, or not set up.
 * Whoever gets this pauses and tries again; no record is to blame.
 */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
