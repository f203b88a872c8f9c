/**
 * Postgres: everything that speaks SQL.
 *
 * <p>The hot path is {@link io.deliverytracking.dbwriter.persistence.PostgresBatchStore}: rows, dead letters and the fence in one
 * transaction, on a worker thread. How the rows get in is a choice ({@code …persistence.location}), usually {@code COPY} in binary
 * through the JDBC driver. The Vert.x client has no COPY, so Hibernate Reactive serves the queries ({@code …persistence.query}) and
 * JDBC the writes; {@link io.deliverytracking.dbwriter.persistence.HibernateBatchStore} shows what entities would cost.
 */
@NullMarked
package io.deliverytracking.dbwriter.persistence;

import org.jspecify.annotations.NullMarked;
