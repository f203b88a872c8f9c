package io.deliverytracking.analytics.domain;

/**
 * What an order waits for, from one state to another. Where a stage begins with the placing, its beginning is known from
 * every step; the others need the step that began them.
 */
public enum DeliveryStage {
    /** Until the restaurant says yes. */
    ACCEPT(OrderState.PLACED, OrderState.ACCEPTED),
    /** Until the food is ready. */
    PREPARE(OrderState.ACCEPTED, OrderState.READY),
    /** Until a rider has it. */
    PICK_UP(OrderState.READY, OrderState.PICKED_UP),
    /** Until the customer has it. */
    RIDE(OrderState.PICKED_UP, OrderState.DELIVERED),
    /** All of it. */
    TOTAL(OrderState.PLACED, OrderState.DELIVERED);

    private final OrderState from;
    private final OrderState to;

    DeliveryStage(OrderState from, OrderState to) {
        this.from = from;
        this.to = to;
    }

    OrderState from() {
        return from;
    }

    OrderState to() {
        return to;
    }
}
