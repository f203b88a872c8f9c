package io.deliverytracking.simulator.domain.city;

import io.deliverytracking.events.v1.RestaurantUpdate;
import io.deliverytracking.simulator.domain.Fix;
import io.deliverytracking.simulator.domain.Outlet;

/** Counts what comes, and keeps nothing. */
final class DiscardingOutlet implements Outlet {

    long orders;

    @Override
    public void location(Fix fix) {}

    @Override
    public void copy(Fix fix) {}

    @Override
    public void order(RestaurantUpdate update) {
        orders++;
    }
}
