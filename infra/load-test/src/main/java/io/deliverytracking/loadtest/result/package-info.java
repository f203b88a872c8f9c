/**
 * What a run of the load test found out: plain values that the report, the JSON and the CSV are made from.
 *
 * <p>Units are in the names: Us is microseconds, Ms milliseconds, PerSecond a rate. A figure that could not be measured is null,
 * never zero.
 */
@NullMarked
package io.deliverytracking.loadtest.result;

import org.jspecify.annotations.NullMarked;
