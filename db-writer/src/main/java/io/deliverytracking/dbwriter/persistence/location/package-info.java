/**
 * Ways of writing positions: the same rows by COPY, by {@code unnest}, by a batch that the driver rewrites, by a statement a row.
 * One of them is chosen by {@code delivery.ingest.strategy}.
 */
@NullMarked
package io.deliverytracking.dbwriter.persistence.location;

import org.jspecify.annotations.NullMarked;
