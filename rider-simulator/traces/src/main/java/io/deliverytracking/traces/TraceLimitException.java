package io.deliverytracking.traces;

/** There is too much of something, whatever other files hold. */
public final class TraceLimitException extends TraceException {

    private static final long serialVersionUID = 1L;

    public TraceLimitException(String message) {
        super(message);
    }
}
