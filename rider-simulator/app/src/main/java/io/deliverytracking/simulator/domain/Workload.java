package io.deliverytracking.simulator.domain;

/**
 * What is to be sent, each event with its intended time, in the order of intended times.
 *
 * <p>Open loop: intended times never move because sending is slow. Nanoseconds are those of one monotonic clock.
 */
public interface Workload {

    /** {@link #nextNs()} when there is nothing (more) to come: paused, or at the end. */
    long NEVER = Long.MAX_VALUE;

    /** When the next event is due; {@link #NEVER} if none is known. */
    long nextNs();

    /** Takes the next event into {@code fix}; only when {@link #nextNs()} is not {@link #NEVER}. */
    void take(Fix fix, Outlet outlet);

    /** How many events were or are due up to {@code nowNs}, taken or not. */
    long intended(long nowNs);

    /** How many events were taken. */
    long taken();

    /** Stops intending new events from {@code nowNs} on; events already due stay due. */
    void pause(long nowNs);

    void resume(long nowNs);

    /** Intends nothing at or after {@code endNs}; call it once. */
    void endAt(long endNs);

    /** No event will ever follow. */
    boolean isFinished();

    /** Riders now. */
    int riders();
}
