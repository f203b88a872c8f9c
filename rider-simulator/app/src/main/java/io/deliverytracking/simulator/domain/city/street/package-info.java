/** A network of streets, ways through it, and places on it; knows nothing of riders and orders. */
@NullMarked
package io.deliverytracking.simulator.domain.city.street;

import org.jspecify.annotations.NullMarked;
