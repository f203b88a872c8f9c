/**
 * The load, by the official clients, in a process of its own: {@link io.deliverytracking.broker.benchmark.client.ClientProcess} in the
 * benchmark sends {@link io.deliverytracking.broker.benchmark.client.Order}s to
 * {@link io.deliverytracking.broker.benchmark.client.ClientMain}, which carries them out by
 * {@link io.deliverytracking.broker.benchmark.client.SteadyRun} (an open loop at a given rate) or
 * {@link io.deliverytracking.broker.benchmark.client.FlatOutRun} (as fast as it goes). Both check that each record came once.
 */
@NullMarked
package io.deliverytracking.broker.benchmark.client;

import org.jspecify.annotations.NullMarked;
