/**
 * What Kafka's own client offers beyond the scenarios that all clients share.
 *
 * <p>{@link io.deliverytracking.broker.clients.official.ConsumerScenarios} is run with both group protocols; what only
 * the classic one has (assignors of the client, eager and cooperative) is in {@code ClassicRebalanceTest}.
 */
@NullMarked
package io.deliverytracking.broker.clients.official;

import org.jspecify.annotations.NullMarked;
