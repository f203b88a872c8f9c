/**
 * {@code ./delivery drain-benchmark}: what it costs to bring a backlog into Postgres, side by side on the same topic, one after the
 * other into the same emptied table.
 *
 * <p>A {@link io.deliverytracking.loadtest.drain.Side} is one way of doing it; {@link io.deliverytracking.loadtest.drain.DrainMeter}
 * watches it from outside; {@link io.deliverytracking.loadtest.drain.StoredRows} checks by SQL what it has stored;
 * {@link io.deliverytracking.loadtest.drain.DrainBenchmark} runs them.
 */
@NullMarked
package io.deliverytracking.loadtest.drain;

import org.jspecify.annotations.NullMarked;
