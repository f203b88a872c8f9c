/**
 * The Quarkus shell around the broker: configuration, life cycle, health, metrics and an inspection API
 * over HTTP. The broker itself is {@link io.deliverytracking.broker.server.BrokerServer} and knows
 * nothing of this; {@link io.deliverytracking.broker.app.EventBrokerMain}, where the process begins, starts it before the
 * shell.
 *
 * <p>Threading: everything that is asked of the broker goes through {@link
 * io.deliverytracking.broker.app.BrokerProcess#ask}, which puts the question to the broker's lane and
 * never waits on an event loop.
 */
@NullMarked
package io.deliverytracking.broker.app;

import org.jspecify.annotations.NullMarked;
