package io.deliverytracking.broker.conformance.script;

/** A broker refuses what a scenario needs before it begins: part of what is compared, for the other may not. */
public final class SetupException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public SetupException(String message) {
        super(message);
    }
}
