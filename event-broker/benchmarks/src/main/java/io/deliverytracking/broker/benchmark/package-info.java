/**
 * {@code ./delivery broker-benchmark}: our broker and Apache Kafka in turn, on the same work, on this machine; and microbenchmarks of
 * the hot paths.
 *
 * <p>In a newcomer's reading order: {@code cli} (options, and the order of things) → {@code subject} (the two brokers as processes) →
 * {@code trial} (what is measured) → {@code client} (the load, in a JVM of its own) → {@code probe} (what the system says) →
 * {@code result} (ratios, verdicts, the table). {@code jmh} stands apart, and is run by {@code --jmh}.
 */
@NullMarked
package io.deliverytracking.broker.benchmark;

import org.jspecify.annotations.NullMarked;
