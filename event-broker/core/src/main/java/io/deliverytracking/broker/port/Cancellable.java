package io.deliverytracking.broker.port;

/** Something scheduled that may still be called off. */
public interface Cancellable {

    /**
     * Calls it off. After this returned on the lane, the task does not run any more.
     *
     * @return false if it had run or been cancelled before
     */
    boolean cancel();
}
