/**
 * Event-time windows over fixes and order steps, as plain Java.
 *
 * <p>Read {@link io.deliverytracking.analytics.domain.EventTimeAnalytics} first: batches go in, one partition at a time,
 * and results of closed windows come out. {@link io.deliverytracking.analytics.domain.PartitionProgress} knows how far
 * event time has got in one partition and from which offset its open windows could be rebuilt;
 * {@link io.deliverytracking.analytics.domain.Pane} adds up one stretch of event time.
 *
 * <p>The whole package is confined to the thread that reads the log, except
 * {@link io.deliverytracking.analytics.domain.WindowHistory}, which hands results to everybody else.
 */
@NullMarked
package io.deliverytracking.analytics.domain;

import org.jspecify.annotations.NullMarked;
