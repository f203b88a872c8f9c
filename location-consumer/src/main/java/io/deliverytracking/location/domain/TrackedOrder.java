package io.deliverytracking.location.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands, with the rider's latest position.
 *
 * @param latest the update that brought the order into its state
 * @param enteredAtMs when each state was entered, as far as the updates were seen
 * @param rider the rider's latest fix; absent while there is no rider, or none that is on the map
 */
public record TrackedOrder(
        OrderUpdate latest,
        Map<OrderState, Long> enteredAtMs,
        @Nullable RiderPosition rider) {

    public TrackedOrder {
        enteredAtMs = Map.copyOf(enteredAtMs);
    }
}
