/**
 * The simulated city: riders, the orders that move them, and how they move.
 *
 * <p>{@link io.deliverytracking.simulator.domain.city.Fleet} is what a rider does next, {@link
 * io.deliverytracking.simulator.domain.city.OrderDesk} the life of orders, {@link
 * io.deliverytracking.simulator.domain.city.StreetMovement} how riders get along the streets, {@link
 * io.deliverytracking.simulator.domain.city.DayProfile} when people order and streets are full. The streets themselves come from {@code
 * plan}, ways through them from {@code street}, their form for the map from {@code wire}. Everything about riders is arrays by rider
 * index; nothing is allocated per fix.
 */
@NullMarked
package io.deliverytracking.simulator.domain.city;

import org.jspecify.annotations.NullMarked;
