package io.deliverytracking.broker.benchmark.client;

import org.jspecify.annotations.Nullable;

/** A load that could not be carried out: the broker refused, or did not answer in time. */
public final class LoadException extends Exception {

    private static final long serialVersionUID = 1;

    public LoadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
