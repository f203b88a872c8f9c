/**
 * Kafka Connect with its file connectors, standalone and distributed, in processes of its own as {@code
 * connect-standalone} and {@code connect-distributed} start it.
 *
 * <p>{@code infra/kafka-connect} is Connect with Debezium's sink, for a benchmark; here the broker is what is looked at.
 */
@NullMarked
package io.deliverytracking.broker.clients.connect;

import org.jspecify.annotations.NullMarked;
