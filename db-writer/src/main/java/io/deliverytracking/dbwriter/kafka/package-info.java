/**
 * Kafka: reading the log through SmallRye's connector or a plain client, with offsets that live in the database.
 *
 * <p>Either polls on a thread of its own and hands whole polls to a worker thread; in between, polls wait in a
 * queue. Rebalances and seeks happen on the polling thread while older polls are still on their way.
 * {@link io.deliverytracking.dbwriter.kafka.ReadTracker} keeps the two sides honest: it notes at each poll from which
 * position to which one it read, and recognises polls that a later seek has made void.
 */
@NullMarked
package io.deliverytracking.dbwriter.kafka;

import org.jspecify.annotations.NullMarked;
