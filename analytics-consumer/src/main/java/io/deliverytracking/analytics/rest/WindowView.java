package io.deliverytracking.analytics.rest;

import io.deliverytracking.analytics.domain.OrderState;
import io.deliverytracking.analytics.domain.WindowResult;
import io.deliverytracking.events.Zone;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A closed window in JSON. */
@Schema(name = "Window", description = "A closed window of event time")
public record WindowView(
        @Schema(description = "1s, 10s or 60s") String size,

        @Schema(description = "Inclusive, ms since the epoch")
        long startMs,

        @Schema(description = "Exclusive, ms since the epoch")
        long endMs,

        @Schema(description = "Location events; a repeated one counts twice")
        long events,

        double eventsPerSecond,

        @Schema(description = "Riders with at least one event, exact")
        int activeRiders,

        @Schema(description = "Mean over the events in metres per second")
        double meanSpeedMps,

        @Schema(description = "Riders seen in the zone; who crossed counts in both")
        Map<Zone, Integer> ridersByZone,

        @Schema(description = "Orders that entered the state; a repeated step counts once")
        Map<OrderState, Long> ordersByState) {

    static WindowView of(WindowResult window) {
        Map<Zone, Integer> zones = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            zones.put(zone, window.riders(zone));
        }
        Map<OrderState, Long> orders = new EnumMap<>(OrderState.class);
        for (OrderState state : OrderState.values()) {
            orders.put(state, window.orders(state));
        }
        return new WindowView(
                WindowSizeNames.nameOf(window.size()),
                window.startMs(),
                window.endMs(),
                window.events(),
                window.eventsPerSecond(),
                window.activeRiders(),
                window.meanSpeedMS(),
                zones,
                orders);
    }
}
