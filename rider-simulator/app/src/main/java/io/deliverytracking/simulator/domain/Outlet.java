package io.deliverytracking.simulator.domain;

import io.deliverytracking.events.v1.RestaurantUpdate;

/** Where events leave the domain. Called by the generator thread; may block, and the schedule then falls behind. */
public interface Outlet {

    /** Sends a fix. The object is reused after the call. */
    void location(Fix fix);

    /** Sends a fix that was sent before once more, on purpose. */
    void copy(Fix fix);

    /** Sends one step of an order. */
    void order(RestaurantUpdate update);
}
