package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.sketch.QuantileSketch;

/** The sums of one zone in one stretch of event time. Not thread-safe. */
final class ZoneCounts {

    private long events;
    private long speedSumCmS;
    private final RiderSet idleRiders = new RiderSet();
    private final RiderSet busyRiders = new RiderSet();
    private final QuantileSketch speeds = new QuantileSketch();
    private long ordersPlaced;
    private long ordersDelivered;

    void addFix(int riderSlot, boolean idle, int fixSpeedCmS) {
        events++;
        speedSumCmS += fixSpeedCmS;
        (idle ? idleRiders : busyRiders).add(riderSlot);
        speeds.add(fixSpeedCmS);
    }

    void addOrderStep(OrderState state) {
        if (state == OrderState.PLACED) {
            ordersPlaced++;
        } else if (state == OrderState.DELIVERED) {
            ordersDelivered++;
        }
    }

    void merge(ZoneCounts other) {
        events += other.events;
        speedSumCmS += other.speedSumCmS;
        idleRiders.addAll(other.idleRiders);
        busyRiders.addAll(other.busyRiders);
        speeds.merge(other.speeds);
        ordersPlaced += other.ordersPlaced;
        ordersDelivered += other.ordersDelivered;
    }

    /** Adds the riders of the zone to {@code all}, and its speeds. */
    void addTo(RiderSet all, QuantileSketch allSpeeds) {
        all.addAll(idleRiders);
        all.addAll(busyRiders);
        allSpeeds.merge(speeds);
    }

    ZoneResult result(long openOrders) {
        return new ZoneResult(
                events,
                RiderSet.sizeOfUnion(idleRiders, busyRiders),
                idleRiders.size(),
                busyRiders.size(),
                speedSumCmS,
                speeds.quantiles(),
                ordersPlaced,
                ordersDelivered,
                openOrders);
    }
}
