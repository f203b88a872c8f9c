/**
 * Requests that wait: a Fetch for data, a Produce for its replicas, a coordinator for its record's safety.
 *
 * <p>A {@link io.deliverytracking.broker.purgatory.ParkedOperation} watches some keys (partitions) and has a deadline.
 * Whoever moves a partition on wakes its watchers; whichever comes first, enough progress or the deadline, ends the
 * wait. The name is Apache Kafka's.
 */
@NullMarked
package io.deliverytracking.broker.purgatory;

import org.jspecify.annotations.NullMarked;
