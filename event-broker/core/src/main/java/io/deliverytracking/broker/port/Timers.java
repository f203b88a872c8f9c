package io.deliverytracking.broker.port;

/**
 * One-shot timers whose tasks run on the lane that scheduled them.
 *
 * <p>Threading: call it from the lane. A task never runs inside {@link #schedule}, not even with a delay of 0.
 */
public interface Timers {

    /** Runs {@code task} on this lane in {@code delayMs} milliseconds or shortly after. */
    Cancellable schedule(long delayMs, Runnable task);
}
