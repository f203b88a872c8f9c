/** What monitoring sees: readiness and Prometheus metrics. */
@NullMarked
package io.deliverytracking.simulator.metrics;

import org.jspecify.annotations.NullMarked;
