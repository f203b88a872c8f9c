/**
 * Event-time windows over the stream of locations and orders, for charts and totals.
 *
 * <p>One consumer group of its own reads both topics of the pipeline. The way of an event: {@code kafka} (a polled batch is
 * decoded into columns, partition by partition) → {@code domain} (seconds fill and close) → {@code rest} (closed windows).
 * {@code ops} is health and metrics, {@code config} every setting.
 *
 * <p><b>Several instances.</b> They share the partitions of the group, and each says what it has read itself: its windows,
 * totals and partitions are those of its own share. Sums (events, orders, speeds) of one window add up over the instances;
 * different riders do so as long as a rider's events keep to one partition. When partitions move, the minute under way is
 * read again by their new owner, as after a kill: closed seconds of that minute are reported again for the new share and
 * replace what this instance had said of them. Earlier windows stay as they were, and no event is counted twice.
 *
 * <p>What a kill costs is written in {@link io.deliverytracking.analytics.domain.EventTimeAnalytics} and
 * {@link io.deliverytracking.analytics.kafka.StartPoints}.
 */
@NullMarked
package io.deliverytracking.analytics;

import org.jspecify.annotations.NullMarked;
