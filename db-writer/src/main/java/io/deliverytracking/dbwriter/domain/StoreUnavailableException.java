package io.deliverytracking.dbwriter.domain;

/** The database did not take a batch: it is down, full, locked, or not set up. */
public final class StoreUnavailableException extends UnavailableException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String awaited() {
        return "the database takes batches";
    }
}
