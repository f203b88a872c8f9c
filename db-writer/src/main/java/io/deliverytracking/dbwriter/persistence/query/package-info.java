/**
 * Queries, by Hibernate Reactive with Panache, on a pool of connections of their own: they never wait for the ingest.
 * Entities here are read only; rows are written by COPY and by the flush.
 */
@NullMarked
package io.deliverytracking.dbwriter.persistence.query;

import org.jspecify.annotations.NullMarked;
