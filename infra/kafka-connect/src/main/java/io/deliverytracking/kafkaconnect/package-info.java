/**
 * What Kafka Connect needs of us to bring location events into Postgres with a sink of others: a transformation from our binary
 * record to a row. The rest of this module is their artifacts, put together in {@code target/lib}.
 */
@NullMarked
package io.deliverytracking.kafkaconnect;

import org.jspecify.annotations.NullMarked;
