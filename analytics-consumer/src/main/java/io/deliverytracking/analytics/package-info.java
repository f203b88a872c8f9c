/**
 * Event-time windows over the stream of locations and orders, for charts and totals.
 *
 * <p>One consumer group of its own reads both topics of the pipeline. The way of an event: {@code kafka} (a polled batch is
 * decoded into columns, partition by partition) → {@code domain} (seconds fill and close) → {@code rest} (closed windows).
 * {@code ops} is health and metrics, {@code config} every setting.
 *
 * <p>What a kill costs is written in {@link io.deliverytracking.analytics.domain.EventTimeAnalytics} and
 * {@link io.deliverytracking.analytics.kafka.StartPoints}.
 */
@NullMarked
package io.deliverytracking.analytics;

import org.jspecify.annotations.NullMarked;
