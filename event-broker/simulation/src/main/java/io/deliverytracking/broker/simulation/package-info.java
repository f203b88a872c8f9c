/**
 * A whole broker in one thread: simulated clock, simulated disk, and what a client saw of it as a model.
 *
 * <p>The story, from the outside in. A {@link io.deliverytracking.broker.simulation.Workload} is a script of steps that a
 * {@link io.deliverytracking.broker.simulation.ScriptedClient} plays against a
 * {@link io.deliverytracking.broker.simulation.SimulatedBroker}. What was acknowledged, and what was asked and never
 * answered, is kept in a {@link io.deliverytracking.broker.simulation.ClusterModel}. The
 * {@link io.deliverytracking.broker.simulation.CrashMatrix} stops the world at each single operation of the disk, breaks
 * it there in every way that disks break, starts another broker on what is left, and lets
 * {@link io.deliverytracking.broker.simulation.RecoveryCheck} hold that against the model.
 *
 * <p>The lane is the core's ({@link io.deliverytracking.broker.port.SimulatedLane}). The smaller fakes that core's own tests
 * have beside the classes they test are no part of this module: core can't depend on it, and it depends on nothing of core but
 * what ships.
 *
 * <p>Threading: everything runs in the thread that calls it; one seed is one run.
 */
@NullMarked
package io.deliverytracking.broker.simulation;

import org.jspecify.annotations.NullMarked;
