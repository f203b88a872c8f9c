package io.deliverytracking.analytics.domain;

/**
 * Events of one stretch of event time that were not folded in.
 *
 * @param late  came when their window had been closed
 * @param ahead stamped too far after the time at which they were sent
 */
public record Refused(long late, long ahead) {

    public static final Refused NONE = new Refused(0, 0);

    static final Refused ONE_LATE = new Refused(1, 0);
    static final Refused ONE_AHEAD = new Refused(0, 1);

    Refused plus(Refused other) {
        return new Refused(late + other.late, ahead + other.ahead);
    }
}
