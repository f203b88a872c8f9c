package io.deliverytracking.analytics.domain;

import io.deliverytracking.events.Zone;
import java.util.Arrays;

/**
 * A closed window: nothing will be added to it.
 *
 * @param size          its length
 * @param startMs       its start in milliseconds since the epoch, inclusive; the end is exclusive
 * @param events        fixes in it, repeated ones included
 * @param activeRiders  different riders among them, counted exactly
 * @param speedSumCmS   sum of their speeds in cm/s
 * @param ridersByZone  different riders seen in each zone, by {@link Zone#ordinal()}
 * @param ordersByState orders that entered each state, by {@link OrderState#ordinal()}
 */
@SuppressWarnings({"EnumOrdinal", "ArrayRecordComponent"}) // Counters by zone and state, compared by value below.
public record WindowResult(
        WindowSize size,
        long startMs,
        long events,
        int activeRiders,
        long speedSumCmS,
        int[] ridersByZone,
        long[] ordersByState) {

    public long endMs() {
        return startMs + size.seconds() * 1_000L;
    }

    public double eventsPerSecond() {
        return (double) events / size.seconds();
    }

    /** Mean speed over all fixes in m/s; 0 without a fix. */
    public double meanSpeedMS() {
        return events == 0 ? 0 : speedSumCmS / 100.0 / events;
    }

    public int riders(Zone zone) {
        return ridersByZone[zone.ordinal()];
    }

    public long orders(OrderState state) {
        return ordersByState[state.ordinal()];
    }

    /** By value, arrays included: two windows are equal when they say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof WindowResult that
                && size == that.size
                && startMs == that.startMs
                && events == that.events
                && activeRiders == that.activeRiders
                && speedSumCmS == that.speedSumCmS
                && Arrays.equals(ridersByZone, that.ridersByZone)
                && Arrays.equals(ordersByState, that.ordersByState);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Long.hashCode(startMs);
    }

    @Override
    public String toString() {
        return size + " at " + startMs + ": " + events + " events, " + activeRiders + " riders, speeds "
                + speedSumCmS + " cm/s, zones " + Arrays.toString(ridersByZone) + ", orders "
                + Arrays.toString(ordersByState);
    }
}
