/**
 * What the core asks of the outside world: time, randomness, work off the lane, a disk, and memory to read it into.
 *
 * <p>Nothing in the core reads a clock, starts a thread or opens a file by itself; it is handed these interfaces.
 * The server ring implements them on Vert.x and {@code FileChannel}; tests and the simulation implement them from a
 * seed, with faults, on a {@link io.deliverytracking.broker.port.SimulatedLane}. That is what lets a whole cluster run in
 * one thread and repeat itself exactly.
 *
 * <p>Threading vocabulary: a <em>lane</em> is the one thread that owns a set of partitions. Callbacks of
 * {@link io.deliverytracking.broker.port.Timers} and completions of
 * {@link io.deliverytracking.broker.port.BackgroundTasks} always run on the lane that asked for them.
 */
@NullMarked
package io.deliverytracking.broker.port;

import org.jspecify.annotations.NullMarked;
