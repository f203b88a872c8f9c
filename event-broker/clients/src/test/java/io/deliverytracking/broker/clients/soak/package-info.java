/**
 * One producer and one group at the rate that the project is made for, for as long as one likes, on a broker in a
 * process of its own: flat memory, every record once and in its order, and no rebalance without a cause.
 */
@NullMarked
package io.deliverytracking.broker.clients.soak;

import org.jspecify.annotations.NullMarked;
