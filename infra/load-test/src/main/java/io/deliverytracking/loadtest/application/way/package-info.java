/**
 * The ways of writing that are compared: each takes events as they come, and says of each what became of it.
 *
 * <p>The direct ways keep what waits in an {@link io.deliverytracking.loadtest.application.way.EventQueue}, bounded by bytes as a
 * producer's buffer is; the log's way has the producer's own.
 */
@NullMarked
package io.deliverytracking.loadtest.application.way;

import org.jspecify.annotations.NullMarked;
