package io.deliverytracking.broker.log;

/** Thrown when another broker uses this log directory; the message says which. */
public class LogDirectoryLockedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogDirectoryLockedException(String message) {
        super(message);
    }
}
