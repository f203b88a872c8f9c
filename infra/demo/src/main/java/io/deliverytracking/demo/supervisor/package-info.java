/**
 * Starts the parts, keeps them alive, shows them, stops them in good order and has the account made.
 *
 * <p>One thread decides (the supervisor's). While a demo runs, what may block for long (Kafka's admin client, SQL) runs on threads of
 * its own that only publish their last result; a service's health and state are asked for by HTTP, with a second's patience.
 */
@NullMarked
package io.deliverytracking.demo.supervisor;

import org.jspecify.annotations.NullMarked;
