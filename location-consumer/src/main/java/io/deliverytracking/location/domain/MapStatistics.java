package io.deliverytracking.location.domain;

/**
 * Counts since the start of this process, all taken at one moment.
 *
 * @param fixes fixes taken in: the sum of the next three and of the first fixes of riders
 * @param advanced fixes that moved a rider on
 * @param late fixes older than the one already known: counted, never shown
 * @param duplicates fixes equal to the one already known; a repetition of an older one counts as late
 * @param riders on the map now
 * @param evictedRiders left the map after a long silence
 * @param occupiedCells grid cells with riders in them
 * @param ordersPassed updates for states that the order had passed or reached
 * @param ordersRefused updates that would change a finished order
 * @param latestRecordTimeMs the newest record time seen, or {@link Long#MIN_VALUE} before the first
 */
public record MapStatistics(
        long fixes,
        long advanced,
        long late,
        long duplicates,
        int riders,
        long evictedRiders,
        int occupiedCells,
        long orderUpdates,
        long ordersPassed,
        long ordersRefused,
        int openOrders,
        int finishedOrders,
        long latestRecordTimeMs) {}
