/**
 * A disk in memory that numbers each operation, fails when it is told to, and knows what a loss of power leaves.
 *
 * <p>{@link io.deliverytracking.broker.simulation.disk.SimulatedDisk} is the whole of it,
 * {@link io.deliverytracking.broker.simulation.disk.DiskFault} decides what becomes of an operation, and
 * {@link io.deliverytracking.broker.simulation.disk.PowerLoss} what becomes of bytes and names that were not forced.
 *
 * <p>Threading: one thread.
 */
@NullMarked
package io.deliverytracking.broker.simulation.disk;

import org.jspecify.annotations.NullMarked;
