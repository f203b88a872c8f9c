/**
 * Composes a broker: the only place that knows all of its parts.
 *
 * <p>A {@link io.deliverytracking.broker.node.Node} opens the logs, replays the metadata, registers itself, opens what
 * the metadata says it should serve, and hands its {@link io.deliverytracking.broker.handler.ApiRegistry} to whoever has
 * requests: sockets in a server, a loop in a test. It reads no clock, opens no file and starts no thread by itself; all
 * of that comes in through {@link io.deliverytracking.broker.node.NodeServices}.
 *
 * <p>Threading: everything here is confined to one lane.
 */
@NullMarked
package io.deliverytracking.broker.node;

import org.jspecify.annotations.NullMarked;
