package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.sketch.Quantiles;
import org.jspecify.annotations.Nullable;

/**
 * One zone in a closed window: supply is idle riders, demand is orders.
 *
 * @param events          fixes in the zone, repeated ones included
 * @param riders          different riders among them, exact
 * @param idleRiders      those with a fix without an order
 * @param busyRiders      those with a fix on an order; who changed counts in both
 * @param speedSumCmS     sum of the speeds in cm/s
 * @param speedCmS        estimated quantiles in cm/s; null without a fix
 * @param ordersPlaced    in restaurants of the zone, during the window
 * @param ordersDelivered likewise
 * @param openOrders      of restaurants of the zone, placed and neither delivered nor cancelled at the window's end
 */
public record ZoneResult(
        long events,
        int riders,
        int idleRiders,
        int busyRiders,
        long speedSumCmS,
        @Nullable Quantiles speedCmS,
        long ordersPlaced,
        long ordersDelivered,
        long openOrders) {

    /** Mean speed over the fixes in m/s; 0 without a fix. */
    public double meanSpeedMS() {
        return events == 0 ? 0 : speedSumCmS / 100.0 / events;
    }
}
