/**
 * Log compaction: of each key the latest record stays, and the log gets shorter in the middle.
 *
 * <p>The story. A {@link io.deliverytracking.broker.log.compaction.LogCleaner} looks over the compacted logs every
 * {@code log.cleaner.backoff.ms} and takes the dirtiest; {@code DirtySection} is the arithmetic of that choice. One
 * {@code Cleaning} then takes that log through its phases, in small steps of background work, between which the lane
 * decides whether to go on:
 *
 * <pre>
 *   0 ............ clean ............ | ............ dirty ............ | uncleanable        active
 *                            cleaned up to                    first uncleanable offset
 *
 *   1  checkpoint    recovery points on disk: nothing is compacted that recovery would still scan
 *   2  KeyCollector  reads the dirty section, notes for each key its last offset (KeyOffsets)
 *   3  GroupCleaner  reads from the log's start, a group of segments at a time, writes what stays into one
 *   4  swap          io.deliverytracking.broker.log.LogCompaction puts it into their place
 *   5  checkpoint    the log is clean up to where the keys were noted
 * </pre>
 *
 * <p>What stays of a log below the end of step 2: the last record of each key; a tombstone until its delete horizon; the last
 * batch of each idempotent producer, and the last batch of each segment, without records if need be; control batches.
 *
 * <p>This package knows logs through {@link io.deliverytracking.broker.log.LogCompaction} alone.
 *
 * <p>Unlike Apache Kafka: one cleaner thread's worth of work at a time ({@code log.cleaner.threads} is 1), and a smaller map
 * of keys by default, which costs more rounds and less memory.
 *
 * <p>Source: Apache Kafka's documentation, "Log Compaction"; KIP-58 and KIP-354 (lags), KIP-534 (tombstones).
 */
@NullMarked
package io.deliverytracking.broker.log.compaction;

import org.jspecify.annotations.NullMarked;
