package io.deliverytracking.broker.node;

import io.deliverytracking.broker.port.Cancellable;
import io.deliverytracking.broker.port.Timers;

/**
 * When to try again what the disk did not take: soon, then more and more rarely, until it does.
 *
 * <p>Threading: confined to the lane.
 */
final class Retry {

    private final Timers timers;
    private final int shortestMs;
    private final int longestMs;
    private int nextMs;
    private Cancellable next = () -> false;
    private boolean waiting;
    private boolean stopped;

    Retry(Timers timers, int shortestMs, int longestMs) {
        this.timers = timers;
        this.shortestMs = shortestMs;
        this.longestMs = longestMs;
        this.nextMs = shortestMs;
    }

    /** Runs {@code task} after a while that is twice as long the next time; once, however often it is asked for meanwhile. */
    void schedule(Runnable task) {
        if (waiting || stopped) {
            return;
        }
        waiting = true;
        next = timers.schedule(nextMs, () -> {
            waiting = false;
            task.run();
        });
        nextMs = Math.min(2 * nextMs, longestMs);
    }

    /** Begins anew with the shortest while. */
    void onSuccess() {
        nextMs = shortestMs;
    }

    /** Runs nothing any more. */
    void stop() {
        stopped = true;
        next.cancel();
    }
}
