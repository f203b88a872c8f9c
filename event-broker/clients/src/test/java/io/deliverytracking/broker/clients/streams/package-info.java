/**
 * A stateful Kafka Streams application, at least once: its stores live in changelog topics, its regrouped records in a
 * repartition topic, both made by itself with configurations that the broker must accept.
 */
@NullMarked
package io.deliverytracking.broker.clients.streams;

import org.jspecify.annotations.NullMarked;
