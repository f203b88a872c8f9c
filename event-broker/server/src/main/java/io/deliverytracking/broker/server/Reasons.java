package io.deliverytracking.broker.server;

import java.util.concurrent.ExecutionException;

/** What went wrong, in words for an operator. */
final class Reasons {

    private Reasons() {}

    /** The message of what made asynchronous work fail. */
    static String of(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
