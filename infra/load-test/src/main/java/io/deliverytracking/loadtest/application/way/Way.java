package io.deliverytracking.loadtest.application.way;

import io.deliverytracking.loadtest.application.load.Sink;

/**
 * One way of getting events to where they are stored.
 *
 * <p>Of each event that it takes it tells {@link Outcomes} once that it was acknowledged, or that it failed, unless it is closed
 * before.
 *
 * <p>Threading: the generator's thread hands in, any thread may ask, the one that opened it closes it.
 */
public interface Way extends Sink, AutoCloseable {

    /** How many events were taken and are neither stored nor given up. */
    long pending();

    /** Encoded bytes of these, or what the producer's buffer holds. */
    long queueBytes();

    /** Lets go of what is pending, whose outcome stays unknown, and of all connections. No outcome is told after this. */
    @Override
    void close();
}
