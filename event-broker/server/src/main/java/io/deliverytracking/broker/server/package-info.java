/**
 * The ring around the core that touches the world: Vert.x sockets, frames, timers, the lane and its
 * background threads, configuration by Kafka's property names.
 *
 * <p>{@link io.deliverytracking.broker.server.BrokerServer} is the door: it starts a whole broker inside any
 * JVM, on an ephemeral port if asked, in a fraction of a second. Tests everywhere, the Quarkus shell and
 * {@link io.deliverytracking.broker.server.BrokerMain} use it the same way.
 *
 * <p>Threading: one Vert.x event loop per broker, which is also the broker's lane: a request is read,
 * decided and answered without changing threads. Recovery scans run before it, on the thread that starts the broker;
 * flushes, cold reads and compaction run on background threads and come back to the lane. Decision record 0002 names
 * what waits for the disk on the lane all the same.
 */
@NullMarked
package io.deliverytracking.broker.server;

import org.jspecify.annotations.NullMarked;
