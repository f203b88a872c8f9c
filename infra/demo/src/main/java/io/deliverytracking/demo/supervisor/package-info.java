/**
 * Starts the parts, keeps them alive, shows them, stops them in good order and has the account made.
 *
 * <p>One thread decides (the supervisor's); what may block for long (Kafka's admin client, SQL, HTTP) runs on threads of its own and
 * only publishes its last result.
 */
@NullMarked
package io.deliverytracking.demo.supervisor;

import org.jspecify.annotations.NullMarked;
