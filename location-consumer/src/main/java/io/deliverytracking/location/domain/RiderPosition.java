package io.deliverytracking.location.domain;

/**
 * The latest fix of one rider, copied out of the map.
 *
 * @param orderId the order carried or fetched, or {@link FixBatch#NO_ORDER}
 * @param eventTimeMs when the fix was taken by the rider's clock, which may be wrong
 * @param recordTimeMs when the event was sent, by the producer's clock
 * @param version rises with every change of any rider: a reader that remembers it knows what is new
 */
public record RiderPosition(
        int riderId,
        long session,
        int sequence,
        long orderId,
        long eventTimeMs,
        long recordTimeMs,
        int latitudeE7,
        int longitudeE7,
        int speedCmS,
        int headingDeg,
        int accuracyM,
        RiderStatus status,
        long version) {}
