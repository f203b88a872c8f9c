/**
 * Record batches: the bytes that producers send, the log stores and consumers get, in Kafka's format v2 (KIP-98).
 *
 * <p>The only package that imports {@code org.apache.kafka.common.record}: version 4.3 of kafka-clients moved most of
 * it to an {@code internal} package, so whatever moves next is mended here.
 *
 * <p>Headers are read and patched in place through {@link io.deliverytracking.broker.record.BatchView}, a flyweight
 * that allocates nothing. Records themselves are opened by the official classes, and only where they must be: look-ups
 * by timestamp, internal topics, keys of compacted topics.
 */
@NullMarked
package io.deliverytracking.broker.record;

import org.jspecify.annotations.NullMarked;
