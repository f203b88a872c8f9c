package io.deliverytracking.location.domain;

import java.time.Duration;

/**
 * How long the map remembers what it no longer hears of, in record time.
 *
 * @param silentRiders after which a rider without any record leaves the map
 * @param openOrders after which an order without any update is forgotten though it never finished
 * @param finishedOrders for how long a delivered or cancelled order can still be looked up
 */
public record Retention(Duration silentRiders, Duration openOrders, Duration finishedOrders) {

    public Retention {
        requirePositive("silentRiders", silentRiders);
        requirePositive("openOrders", openOrders);
        requirePositive("finishedOrders", finishedOrders);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be above zero, is " + duration);
        }
    }
}
