package io.deliverytracking.demo.reckoning;

/**
 * A stretch of the plane (session, rider), both ends included, ordered by session and then rider.
 *
 * <p>The ranges of one reckoning touch each other and together cover everything, known sessions or not, so that every stored row is
 * looked at exactly once.
 */
public record EventRange(long firstSession, int firstRider, long lastSession, int lastRider) {

    public static final EventRange EVERYTHING =
            new EventRange(Long.MIN_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    public boolean contains(long session, int rider) {
        boolean afterFirst = session > firstSession || session == firstSession && rider >= firstRider;
        boolean beforeLast = session < lastSession || session == lastSession && rider <= lastRider;
        return afterFirst && beforeLast;
    }
}
