package io.deliverytracking.dbwriter.kafka;

/** Ends the application with a reason, because going on could lose or double records. Called from any thread. */
@FunctionalInterface
public interface LoudStop {
    void stop(Throwable reason);
}
