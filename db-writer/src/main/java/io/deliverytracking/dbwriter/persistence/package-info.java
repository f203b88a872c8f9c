/**
 * Postgres: everything that speaks SQL.
 *
 * <p>The hot path is {@link io.deliverytracking.dbwriter.persistence.PostgresBatchStore}: {@code COPY} in binary
 * through the JDBC driver, dead letters and the fence in one transaction, on a worker thread. The Vert.x client has
 * no COPY, so Hibernate Reactive serves the queries ({@code …persistence.query}) and JDBC the writes.
 */
@NullMarked
package io.deliverytracking.dbwriter.persistence;

import org.jspecify.annotations.NullMarked;
