package io.deliverytracking.location.domain;

import org.jspecify.annotations.Nullable;

/**
 * One step of an order, as its topic carries it. Orders are a few hundred events a second: an object each is affordable.
 *
 * @param riderId absent until a rider has accepted
 * @param readyAtMs when the food is expected, or was ready; absent before accepted
 * @param promisedAtMs when the customer is told to expect it; absent before accepted
 * @param eventTimeMs when the order entered {@code state}
 * @param recordTimeMs when the event was sent
 */
public record OrderUpdate(
        long orderId,
        OrderState state,
        long eventTimeMs,
        long recordTimeMs,
        int restaurantId,
        int customerId,
        @Nullable Integer riderId,
        long placedAtMs,
        @Nullable Long readyAtMs,
        @Nullable Long promisedAtMs,
        Place restaurant,
        Place customer) {

    /** A fixed place in 1e-7 degrees. */
    public record Place(int latitudeE7, int longitudeE7) {}
}
