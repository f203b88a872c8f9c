/**
 * What a broker knows of the partitions it serves beyond their bytes: who leads, in which epoch, who is in sync, and so
 * how far a record is safe.
 *
 * <p>A {@link io.deliverytracking.broker.replication.Partition} stands between the handlers and a
 * {@link io.deliverytracking.broker.log.PartitionLog}: it fences by leader epoch, counts in-sync replicas before
 * {@code acks=all} and moves the high watermark, which is what consumers may read and producers may believe.
 * {@link io.deliverytracking.broker.replication.Partitions} finds one by topic name or id.
 */
@NullMarked
package io.deliverytracking.broker.replication;

import org.jspecify.annotations.NullMarked;
