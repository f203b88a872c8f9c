/**
 * The database writer: fills Postgres from the log, in bulk and exactly once.
 *
 * <p>This package puts the parts together ({@link io.deliverytracking.dbwriter.Wiring}), starts and stops them
 * ({@link io.deliverytracking.dbwriter.Lifecycle}, {@link io.deliverytracking.dbwriter.Schedules}) and watches them
 * ({@link io.deliverytracking.dbwriter.IngestMonitor}). The rules are in {@code …domain}; {@code …kafka} and
 * {@code …persistence} are the two sides that they stand between; {@code …rest} answers queries.
 */
@NullMarked
package io.deliverytracking.dbwriter;

import org.jspecify.annotations.NullMarked;
