package io.deliverytracking.broker.log;

/** Thrown when the directory belongs to another node or cluster; the message says which. */
public class InconsistentLogDirectoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InconsistentLogDirectoryException(String message) {
        super(message);
    }
}
