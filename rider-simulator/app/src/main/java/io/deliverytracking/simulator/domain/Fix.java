package io.deliverytracking.simulator.domain;

/**
 * One GPS fix on its way out; a mutable record that is filled again for every event.
 *
 * <p>Fields are public because this is a carrier of eleven numbers through one thread at 100,000 a second, not an
 * abstraction. Who keeps a fix beyond the call copies it.
 */
public final class Fix {

    /** Dense index of the rider from 0, which is also its slot in the ledger. */
    public int rider;

    /** The rider's id in events, from 1. */
    public int riderId;

    /** Counts the rider's fixes in this session; given by the {@link Generator}. */
    public int sequence;

    /** When it should be sent: on the schedule's clock, in nanoseconds. */
    public long intendedNs;

    /** When it was taken, by the rider's clock: milliseconds since the epoch. */
    public long eventTimeMs;

    /** The order being carried or fetched; 0 for none. */
    public long orderId;

    public int latitudeE7;
    public int longitudeE7;
    public int speedCmS;
    public int headingDeg;
    public int accuracyM;

    /** Number of the {@code RiderStatus}. */
    public int status;

    public Fix copy() {
        Fix copy = new Fix();
        copy.rider = rider;
        copy.riderId = riderId;
        copy.sequence = sequence;
        copy.intendedNs = intendedNs;
        copy.eventTimeMs = eventTimeMs;
        copy.orderId = orderId;
        copy.latitudeE7 = latitudeE7;
        copy.longitudeE7 = longitudeE7;
        copy.speedCmS = speedCmS;
        copy.headingDeg = headingDeg;
        copy.accuracyM = accuracyM;
        copy.status = status;
        return copy;
    }
}
