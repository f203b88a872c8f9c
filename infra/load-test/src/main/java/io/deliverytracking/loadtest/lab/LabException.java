package io.deliverytracking.loadtest.lab;

/** Something that a trial needs would not start or would not answer; the message says what, and where its log is. */
public final class LabException extends Exception {

    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
