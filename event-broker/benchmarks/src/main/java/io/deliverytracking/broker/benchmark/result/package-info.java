/**
 * Pairs of figures become ratios with their spread, ratios become verdicts, and both become a table. Pure; knows nothing of brokers.
 */
@NullMarked
package io.deliverytracking.broker.benchmark.result;

import org.jspecify.annotations.NullMarked;
