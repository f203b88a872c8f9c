/**
 * From the log into the windows: decoding, where to begin after a start, and what is committed.
 *
 * <p>{@link io.deliverytracking.analytics.kafka.AnalyticsFeed} takes whole polls of the official client and knows no framework;
 * {@link io.deliverytracking.analytics.kafka.DeliveryChannel} stands in front of it, and is given them by SmallRye's connector or
 * by a plain client (package {@code io.deliverytracking.service.reading}).
 *
 * <p>A record that cannot be decoded is counted by reason, visible in metrics and totals, and passed over: it has no event
 * time, so no window misses it. Keeping it for inspection is the database writer's task, which dead-letters it.
 */
@NullMarked
package io.deliverytracking.analytics.kafka;

import org.jspecify.annotations.NullMarked;
