package io.deliverytracking.demo.supervisor;

/** The world is not as the demo needs it; the message says so in plain words, and ends the command with a status. */
public final class DemoFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    public DemoFailure(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
