package io.deliverytracking.analytics.domain;

/** The steps in the life of an order; the ordinal is the index of its counter. */
public enum OrderState {
    PLACED,
    ACCEPTED,
    READY,
    PICKED_UP,
    DELIVERED,
    CANCELLED
}
