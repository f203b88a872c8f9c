package io.deliverytracking.broker.server;

/** The broker could not start; the message says in plain words why: a port taken, a directory in use or broken. */
public final class BrokerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A reason without a deeper cause. */
    public BrokerStartException(String message) {
        super(message);
    }

    /** A reason with its cause. */
    public BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
