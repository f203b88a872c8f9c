/**
 * What is sent and when, without Kafka, Quarkus, threads or clocks: time comes in as a number, events go out through
 * {@link io.deliverytracking.simulator.domain.Outlet}.
 *
 * <pre>
 * Workload (what, and its intended time)  -&gt;  Generator  -&gt;  FaultInjector  -&gt;  Outlet (the producer)
 *   FleetWorkload: OpenLoopSchedule + Fleet     numbers         may hold back,
 *   ReplayWorkload: a trace of real fixes       the fixes       repeat, skew
 * </pre>
 *
 * <p>The same seed, start time and commands give the same events in the same order. Everything here belongs to the one
 * generator thread.
 */
@NullMarked
package io.deliverytracking.simulator.domain;

import org.jspecify.annotations.NullMarked;
