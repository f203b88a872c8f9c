/**
 * What the live map knows and how it decides: plain Java, no framework, no clock, no I/O.
 *
 * <p>The way in is {@link io.deliverytracking.location.domain.LiveMap}, which takes whole batches: columns of fixes
 * ({@link io.deliverytracking.location.domain.FixBatch}) and lists of order updates. It decides which fix is the latest of
 * its rider ({@link io.deliverytracking.location.domain.RiderTable}), keeps a grid for questions about places
 * ({@link io.deliverytracking.location.domain.GridIndex}) and the state of each order
 * ({@link io.deliverytracking.location.domain.OrderBook}). Whoever reads the log, through a connector or the plain client,
 * calls the same two methods.
 *
 * <p>Everything mutable here is guarded by the lock of the one {@code LiveMap}; what leaves it is an immutable copy.
 */
@NullMarked
package io.deliverytracking.location.domain;

import org.jspecify.annotations.NullMarked;
