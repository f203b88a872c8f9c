package io.deliverytracking.traces;

/** A trace, or a file of one, cannot be replayed: absent, too large, or nothing in it fits. The message says it all. */
public class TraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TraceException(String message) {
        super(message);
    }

    public TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
