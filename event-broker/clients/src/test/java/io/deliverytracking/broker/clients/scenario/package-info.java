/**
 * One description of what a client does with a broker, and every client that it is run with.
 *
 * <p>{@link io.deliverytracking.broker.clients.scenario.ClientScenarios} is the description; a {@link
 * io.deliverytracking.broker.clients.scenario.ScenarioClient} is a client behind it. Whatever one writes, Kafka's own
 * client must read, and the other way round: a mistake that a client and the broker share would be seen by neither.
 */
@NullMarked
package io.deliverytracking.broker.clients.scenario;

import org.jspecify.annotations.NullMarked;
