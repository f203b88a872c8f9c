package io.deliverytracking.analytics.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.deliverytracking.analytics.domain.DeliveryStage;
import io.deliverytracking.analytics.domain.OrderState;
import io.deliverytracking.analytics.domain.WindowResult;
import io.deliverytracking.events.Zone;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A closed window in JSON. */
@Schema(name = "Window", description = "A closed window of event time")
@JsonInclude(JsonInclude.Include.NON_NULL)
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

        @Schema(description = "The same, estimated within 4%")
        long distinctRiders,

        @Schema(description = "Mean over the events in metres per second")
        double meanSpeedMps,

        @Schema(description = "Absent without events") @Nullable
        QuantilesView speedMps,

        @Schema(description = "Riders seen in the zone; who crossed counts in both")
        Map<Zone, Integer> ridersByZone,

        Map<Zone, ZoneView> zones,

        @Schema(description = "Orders that entered the state; a repeated step counts once")
        Map<OrderState, Long> ordersByState,

        @Schema(description = "Stages that no order ended in the window are absent")
        Map<DeliveryStage, StageView> deliveryTimes,

        @Schema(description = "Events of this time that came when the window had closed: in none of the other figures")
        long late,

        @Schema(description = "Events of this time from clocks too far ahead: in none of the other figures")
        long ahead) {

    static WindowView of(WindowResult window) {
        Map<Zone, Integer> riders = new EnumMap<>(Zone.class);
        Map<Zone, ZoneView> zones = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            riders.put(zone, window.zone(zone).riders());
            zones.put(zone, ZoneView.of(window.zone(zone)));
        }
        Map<OrderState, Long> orders = new EnumMap<>(OrderState.class);
        for (OrderState state : OrderState.values()) {
            orders.put(state, window.orders(state));
        }
        Map<DeliveryStage, StageView> stages = new EnumMap<>(DeliveryStage.class);
        window.stages().forEach((stage, times) -> stages.put(stage, StageView.of(times)));
        return new WindowView(
                WindowSizeNames.nameOf(window.size()),
                window.startMs(),
                window.endMs(),
                window.events(),
                window.eventsPerSecond(),
                window.activeRiders(),
                window.distinctRiders(),
                window.meanSpeedMS(),
                QuantilesView.ofCmS(window.speedCmS()),
                riders,
                zones,
                orders,
                stages,
                window.refused().late(),
                window.refused().ahead());
    }
}
