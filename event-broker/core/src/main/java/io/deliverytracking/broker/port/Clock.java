package io.deliverytracking.broker.port;

/**
 * The two clocks of a broker.
 *
 * <p>Record timestamps and retention follow the wall clock, which may jump in either direction. Time-outs and
 * durations follow the monotonic one, whose origin means nothing.
 */
public interface Clock {

    /** Milliseconds since the epoch. */
    long wallClockMs();

    /** Nanoseconds since an arbitrary origin; never goes back. */
    long monotonicNs();
}
