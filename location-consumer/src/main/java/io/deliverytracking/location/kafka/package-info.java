/**
 * From the log into the map: decoding, where to begin after a start, and what is committed.
 *
 * <p>{@link io.deliverytracking.location.kafka.DeliveryIngest} takes whole polls of the official client and knows no
 * framework; {@link io.deliverytracking.location.kafka.DeliveryChannel} stands in front of it, and is given them by SmallRye's
 * connector or by a plain client (package {@code io.deliverytracking.service.reading}).
 *
 * <p>A record that cannot be decoded is counted by topic and reason, visible in metrics and statistics, and passed over: a
 * map of the present has no use for it. Keeping it for inspection is the database writer's task, which dead-letters it.
 */
@NullMarked
package io.deliverytracking.location.kafka;

import org.jspecify.annotations.NullMarked;
