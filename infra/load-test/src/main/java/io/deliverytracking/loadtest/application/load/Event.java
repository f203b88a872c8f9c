package io.deliverytracking.loadtest.application.load;

/**
 * One fix of one rider on its way to where it is stored.
 *
 * @param slot of the rider in the ledger
 * @param number counts the events that were taken in, from 0
 * @param dueNs when it was due, by {@link System#nanoTime()}
 * @param measured whether its latency counts
 * @param recordTimeMs when it was offered; milliseconds since the epoch
 * @param eventTimeMs when it was due; milliseconds since the epoch
 * @param orderId 0 for none
 * @param encoded the bytes of its {@code RiderLocation}; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record Event(
        int slot,
        long number,
        long dueNs,
        boolean measured,
        long recordTimeMs,
        long eventTimeMs,
        long session,
        long orderId,
        int riderId,
        int sequence,
        int latitudeE7,
        int longitudeE7,
        short speedCmS,
        short headingDeg,
        short accuracyM,
        short status,
        byte[] encoded) {

    /** Size of the encoded event. */
    public int bytes() {
        return encoded.length;
    }
}
