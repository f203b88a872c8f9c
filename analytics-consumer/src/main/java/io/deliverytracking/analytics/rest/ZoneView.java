package io.deliverytracking.analytics.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.analytics.domain.ZoneResult;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A zone of a closed window in JSON. */
@Schema(name = "ZoneOfWindow", description = "Supply is idle riders, demand is orders of the zone's restaurants")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ZoneView(
        long events,

        @Schema(description = "Riders seen in the zone, exact; who crossed counts in both")
        int riders,

        @Schema(description = "Riders seen without an order")
        int idleRiders,

        @Schema(description = "Riders seen on an order; who changed counts in both")
        int busyRiders,

        double meanSpeedMps,

        @Schema(description = "Absent without events") @Nullable
        QuantilesView speedMps,

        long ordersPlaced,
        long ordersDelivered,

        @Schema(description = "Placed and neither delivered nor cancelled at the window's end")
        long openOrders) {

    static ZoneView of(ZoneResult zone) {
        return new ZoneView(
                zone.events(),
                zone.riders(),
                zone.idleRiders(),
                zone.busyRiders(),
                zone.meanSpeedMS(),
                QuantilesView.ofCmS(zone.speedCmS()),
                zone.ordersPlaced(),
                zone.ordersDelivered(),
                zone.openOrders());
    }
}
