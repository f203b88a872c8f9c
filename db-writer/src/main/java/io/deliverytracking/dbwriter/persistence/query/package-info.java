/**
 * Queries, by Hibernate Reactive with Panache, on a pool of connections of their own: they never wait for the ingest.
 * Entities here are not updated; rows are written by the ingest and by the flush.
 */
@NullMarked
package io.deliverytracking.dbwriter.persistence.query;

import org.jspecify.annotations.NullMarked;
