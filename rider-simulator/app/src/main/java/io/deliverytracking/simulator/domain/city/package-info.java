/**
 * The simulated city: riders, the orders that move them, and how they move.
 *
 * <p>{@link io.deliverytracking.simulator.domain.city.Fleet} is what a rider does next, {@link
 * io.deliverytracking.simulator.domain.city.OrderDesk} the life of orders, {@link
 * io.deliverytracking.simulator.domain.city.MovementModel} the geometry: today a grid of streets without a map.
 * Everything is arrays by rider index; nothing is allocated per fix.
 */
@NullMarked
package io.deliverytracking.simulator.domain.city;

import org.jspecify.annotations.NullMarked;
