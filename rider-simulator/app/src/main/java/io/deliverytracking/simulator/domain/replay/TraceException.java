package io.deliverytracking.simulator.domain.replay;

/** A trace file as a whole cannot be replayed: absent, too large, or nothing in it fits. The message says it all. */
public final class TraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TraceException(String message) {
        super(message);
    }

    public TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
