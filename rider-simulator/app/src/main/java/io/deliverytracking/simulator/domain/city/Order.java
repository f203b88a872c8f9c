package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.events.v1.OrderState;

/**
 * One order under way.
 *
 * <p>Invariant: states only move forward; {@link #enter} refuses anything else. Placed, accepted, ready, picked up,
 * delivered, and cancelled from any of them but delivered.
 */
final class Order {

    static final int NO_RIDER = -1;

    final long orderId;
    final int restaurantId;
    /** Each home is a customer; ids count from 1. */
    final int customerId;

    final float restaurantX;
    final float restaurantY;
    final float customerX;
    final float customerY;
    final long placedAtMs;
    final int preparationMs;

    private OrderState state = OrderState.ORDER_STATE_PLACED;
    int rider = NO_RIDER;
    long readyAtMs;
    long promisedAtMs;

    Order(
            long orderId,
            int restaurantId,
            int customerId,
            float restaurantX,
            float restaurantY,
            float customerX,
            float customerY,
            long placedAtMs,
            int preparationMs) {
        this.orderId = orderId;
        this.restaurantId = restaurantId;
        this.customerId = customerId;
        this.restaurantX = restaurantX;
        this.restaurantY = restaurantY;
        this.customerX = customerX;
        this.customerY = customerY;
        this.placedAtMs = placedAtMs;
        this.preparationMs = preparationMs;
    }

    /** Where the customer lives, see {@link Homes}. */
    int home() {
        return customerId - 1;
    }

    OrderState state() {
        return state;
    }

    boolean isOver() {
        return state == OrderState.ORDER_STATE_DELIVERED || state == OrderState.ORDER_STATE_CANCELLED;
    }

    void enter(OrderState next) {
        boolean legal =
                next == OrderState.ORDER_STATE_CANCELLED ? !isOver() : next.getNumber() == state.getNumber() + 1;
        if (!legal) {
            throw new IllegalStateException("order " + orderId + " cannot go from " + state + " to " + next);
        }
        state = next;
    }
}
