package io.deliverytracking.broker.benchmark.cli;

/** Something that the benchmark needs is not there, or is taken; the message says what, and what to do. */
final class MissingException extends Exception {

    private static final long serialVersionUID = 1;

    MissingException(String message) {
        super(message);
    }
}
