/**
 * The broker's numbers for Prometheus: under the names that Kafka's own metrics get when they are
 * exported, where the meaning is the same, and under {@code broker_…} otherwise.
 */
@NullMarked
package io.deliverytracking.broker.app.metrics;

import org.jspecify.annotations.NullMarked;
