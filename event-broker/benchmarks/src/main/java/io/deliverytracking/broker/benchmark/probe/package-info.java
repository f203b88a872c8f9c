/** What the system says of processes and of itself, as the files below {@code /proc} have it. */
@NullMarked
package io.deliverytracking.broker.benchmark.probe;

import org.jspecify.annotations.NullMarked;
