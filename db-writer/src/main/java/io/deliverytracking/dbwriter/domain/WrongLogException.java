package io.deliverytracking.dbwriter.domain;

/**
 * The log is not the one whose offsets are stored, or it has lost its end. Going on would skip records or
 * store them twice, so nobody retries this: the application stops, loudly, and a person decides.
 */
public final class WrongLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongLogException(String message) {
        super(message);
    }
}
