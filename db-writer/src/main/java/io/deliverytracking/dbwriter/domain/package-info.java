/**
 * The rules of the writer, without Quarkus, Kafka or Postgres: where reading begins, how a batch becomes rows
 * and dead letters, what a failure means, which time partitions have to exist.
 *
 * <p>The way of a batch: a {@link io.deliverytracking.dbwriter.domain.ReadBatch} comes from the log,
 * {@link io.deliverytracking.dbwriter.domain.StagedBatch} decodes it into columns while
 * {@link io.deliverytracking.dbwriter.domain.OriginCheck} has the cluster confirm which log it came from,
 * {@link io.deliverytracking.dbwriter.domain.BatchStore} writes rows, dead letters and offsets in one
 * transaction, and {@link io.deliverytracking.dbwriter.domain.Ingest} decides what follows from the outcome. How much goes
 * into one transaction, and when, is said by {@link io.deliverytracking.dbwriter.domain.Pacer}, by the law of
 * {@link io.deliverytracking.dbwriter.domain.PaceControl}.
 */
@NullMarked
package io.deliverytracking.dbwriter.domain;

import org.jspecify.annotations.NullMarked;
