package io.deliverytracking.analytics.domain;

import io.deliverytracking.analytics.domain.sketch.Quantiles;
import io.deliverytracking.events.Zone;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A closed window: no event will be folded into it. Only {@code refused} may still grow.
 *
 * @param size           its length
 * @param startMs        its start in milliseconds since the epoch, inclusive; the end is exclusive
 * @param activeRiders   different riders with a fix in it, counted exactly
 * @param distinctRiders the same, estimated by a sketch
 * @param speedCmS       estimated quantiles over all fixes in cm/s; null without a fix
 * @param zones          by {@link Zone#ordinal()}
 * @param ordersByState  orders that entered each state, by {@link OrderState#ordinal()}
 * @param stages         of orders that ended the stage in the window; without an order a stage is absent
 * @param refused        events said to have happened in it that were not folded in
 */
@SuppressWarnings("EnumOrdinal") // Figures by zone and state, which leave the process by their names.
public record WindowResult(
        WindowSize size,
        long startMs,
        int activeRiders,
        long distinctRiders,
        @Nullable Quantiles speedCmS,
        List<ZoneResult> zones,
        List<Long> ordersByState,
        Map<DeliveryStage, StageResult> stages,
        Refused refused) {

    public long endMs() {
        return startMs + size.seconds() * 1_000L;
    }

    /** Fixes, repeated ones included. */
    public long events() {
        return zones.stream().mapToLong(ZoneResult::events).sum();
    }

    /** Sum of the speeds of all fixes in cm/s. */
    public long speedSumCmS() {
        return zones.stream().mapToLong(ZoneResult::speedSumCmS).sum();
    }

    public double eventsPerSecond() {
        return (double) events() / size.seconds();
    }

    /** Mean speed over all fixes in m/s; 0 without a fix. */
    public double meanSpeedMS() {
        long events = events();
        return events == 0 ? 0 : speedSumCmS() / 100.0 / events;
    }

    public ZoneResult zone(Zone zone) {
        return zones.get(zone.ordinal());
    }

    public long orders(OrderState state) {
        return ordersByState.get(state.ordinal());
    }

    /** The same window after another refusal. */
    WindowResult with(Refused further) {
        return new WindowResult(
                size,
                startMs,
                activeRiders,
                distinctRiders,
                speedCmS,
                zones,
                ordersByState,
                stages,
                refused.plus(further));
    }
}
