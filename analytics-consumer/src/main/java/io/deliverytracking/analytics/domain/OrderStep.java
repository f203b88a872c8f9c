package io.deliverytracking.analytics.domain;

/**
 * An order entered a state. The step is known by its order and state: repeated, it counts once.
 *
 * @param offset                where it stands in its partition
 * @param recordTimeMs          when it was sent, in milliseconds since the epoch
 * @param eventTimeMs           when it happened, in milliseconds since the epoch
 * @param orderId               below 2^53
 * @param state                 the state it entered
 * @param placedAtMs            when the order was placed, in milliseconds since the epoch; every step says so
 * @param restaurantLatitudeE7  where the food comes from, in 1e-7 degrees: the zone of the demand
 * @param restaurantLongitudeE7 likewise
 */
public record OrderStep(
        long offset,
        long recordTimeMs,
        long eventTimeMs,
        long orderId,
        OrderState state,
        long placedAtMs,
        int restaurantLatitudeE7,
        int restaurantLongitudeE7) {}
