package io.deliverytracking.broker.port;

import java.util.concurrent.Callable;

/**
 * Work that must not hold the lane up: fsync, scans, unlink, cold reads.
 *
 * <p>Work runs on some other thread, in no particular order; its completion runs on the lane that submitted it, and
 * never inside {@link #submit}. Work must touch nothing that the lane mutates meanwhile.
 */
public interface BackgroundTasks {

    /**
     * Runs {@code work} off the lane and then {@code completion} on it.
     *
     * <p>Whatever the work throws goes to the completion. After the broker stopped, neither may ever run.
     */
    <T> void submit(Callable<? extends T> work, Completion<? super T> completion);
}
