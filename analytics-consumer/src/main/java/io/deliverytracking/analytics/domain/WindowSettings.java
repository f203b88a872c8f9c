package io.deliverytracking.analytics.domain;

/**
 * What decides when a window closes and what is told apart in it. All durations in milliseconds.
 *
 * @param outOfOrdernessMs  how far the events of a partition may lie behind its newest one before event time is held to
 *                          have passed them; not negative
 * @param allowedLatenessMs how long after that a window stays open; not negative
 * @param maxAheadMs        how far a rider's clock may run ahead of the time at which the event was sent; an event beyond
 *                          it is counted and in no window, because nothing says when its window should close
 * @param idleAfterMs       for how long a partition may be silent while others deliver before it no longer holds event
 *                          time back; positive
 * @param centreLatitudeE7  centre of the city in 1e-7 degrees: the zones lie around it
 * @param centreLongitudeE7 likewise
 * @param cellResolution    of the cells, H3's
 * @param orderMemoryMs     an order that was placed longer ago is forgotten though it has not ended; positive
 * @param maxOrders         the most orders under way that are remembered; positive
 */
public record WindowSettings(
        long outOfOrdernessMs,
        long allowedLatenessMs,
        long maxAheadMs,
        long idleAfterMs,
        int centreLatitudeE7,
        int centreLongitudeE7,
        int cellResolution,
        long orderMemoryMs,
        int maxOrders) {

    public WindowSettings {
        if (outOfOrdernessMs < 0 || allowedLatenessMs < 0 || maxAheadMs < 0 || idleAfterMs <= 0) {
            throw new IllegalArgumentException("out of orderness " + outOfOrdernessMs + " ms, allowed lateness "
                    + allowedLatenessMs + " ms, ahead " + maxAheadMs + " ms, idle after " + idleAfterMs + " ms");
        }
        if (orderMemoryMs <= 0 || maxOrders <= 0) {
            throw new IllegalArgumentException(
                    "order memory " + orderMemoryMs + " ms, at most " + maxOrders + " orders");
        }
    }
}
