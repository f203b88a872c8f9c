/**
 * Apache Kafka itself, started from its Maven artifacts: the peer that our broker is compared with, and the cluster
 * that our applications can be pointed at instead.
 *
 * <p>{@link io.deliverytracking.apachekafka.ApacheKafka} is the program of {@code infra/apache-kafka/kafka};
 * {@link io.deliverytracking.apachekafka.ApacheKafkaProcess} starts that program as a child process for tests and
 * benchmarks. Nothing of the applications or the broker depends on this module.
 */
@NullMarked
package io.deliverytracking.apachekafka;

import org.jspecify.annotations.NullMarked;
