package io.deliverytracking.simulator.control;

/** The command does not fit what the simulator is doing; says why. */
public final class IllegalCommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IllegalCommandException(String message) {
        super(message);
    }
}
