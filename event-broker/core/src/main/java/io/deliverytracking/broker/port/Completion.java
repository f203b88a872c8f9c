package io.deliverytracking.broker.port;

import org.jspecify.annotations.Nullable;

/** Receives the outcome of work done off the lane; called exactly once, on the lane. */
@FunctionalInterface
public interface Completion<T> {

    /**
     * Takes the outcome.
     *
     * @param result what the work returned; null if it failed (or returned null)
     * @param failure what the work threw; null if it succeeded
     */
    void complete(@Nullable T result, @Nullable Throwable failure);
}
