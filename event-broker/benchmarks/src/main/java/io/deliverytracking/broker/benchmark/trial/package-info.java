/**
 * What is measured. {@link io.deliverytracking.broker.benchmark.trial.Trials} lists it; each
 * {@link io.deliverytracking.broker.benchmark.trial.Trial} gives lines of the table, and
 * {@link io.deliverytracking.broker.benchmark.trial.Comparison} has the brokers take turns at it.
 */
@NullMarked
package io.deliverytracking.broker.benchmark.trial;

import org.jspecify.annotations.NullMarked;
