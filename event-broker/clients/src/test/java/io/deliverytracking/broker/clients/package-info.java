/**
 * The clients and tools that people have, as users of the broker: nothing here knows more of it than its address.
 *
 * <p>Read {@code scenario} first: one description of what a client does (produce, consume, commit, rebalance, seek by
 * time, headers, every compression type), run with kafka-clients, librdkafka (kcat and confluent-kafka), kafkajs and
 * SmallRye's connector {@code smallrye-kafka}. {@code official} goes on with what only Kafka's own client can, {@code
 * streams} and {@code connect} with what stands on it, {@code tools} with Kafka's command lines, {@code soak} with many
 * minutes of one scenario at full rate. The connector inside of Quarkus is shown by the services, whose tests run it
 * against this broker: {@code location-consumer}, {@code analytics-consumer} and {@code db-writer}.
 *
 * <p>What takes longer than some seconds carries the tag {@code long}.
 */
@NullMarked
package io.deliverytracking.broker.clients;

import org.jspecify.annotations.NullMarked;
